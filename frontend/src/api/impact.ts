import { useRead, useWrite } from "./query";
import type { NewPersonFact, PersonFact, PersonFacts, Programme } from "./types";

export const useProgramme = (as_of?: string) =>
  useRead<Programme>("/impact", { query: { as_of }, keep: true });
export const programmeWorkbook = (as_of: string) => `/api/impact/workbook?as_of=${as_of}`;

export const useCentreFacts = (centre: number) => useRead<PersonFacts[]>(`/centres/${centre}/facts`);
export const useFacts = (person: number) => useRead<PersonFact[]>(`/people/${person}/facts`);
export const useOwnFacts = () => useRead<PersonFact[]>("/me/facts");

export function useRecordFact(centre: number, person: number) {
  const path = `/people/${person}/facts`;
  return useWrite<NewPersonFact, PersonFact[]>("POST", (body) => ({ path, body }), {
    stale: [path, `/centres/${centre}/facts`, "/impact", "/me/facts"],
  });
}
