import { usePages, useRead, useWrite } from "./query";
import type {
  Appeal,
  AppealAnswer,
  Expected,
  MinimumWage,
  MyPay,
  NewAppeal,
  NewMinimumWage,
  NewRate,
  PayLine,
  PayMonth,
  Rate,
} from "./types";

export const useMyPay = (month?: string) => useRead<MyPay>("/me/pay", { query: { month }, keep: true });
export const useMyLines = (month?: string) => usePages<PayLine>("/me/pay/lines", { month });
export const useExpected = () => useRead<Expected[]>("/me/pay/expected");
export const ownSlip = (statement: number) => `/api/me/statements/${statement}/pdf`;

export function useAppeal() {
  return useWrite<NewAppeal>("POST", (body) => ({ path: "/me/appeals", body }), { stale: ["/me/pay"] });
}

export const useAppeals = (state?: Appeal["state"]) => usePages<Appeal>("/appeals", { state });

export function useAnswerAppeal() {
  return useWrite<{ appeal: Appeal; answer: AppealAnswer }, Appeal>(
    "POST",
    ({ appeal, answer }) => ({
      path: `/projects/${appeal.project_id}/appeals/${appeal.id}/answer`,
      body: answer,
    }),
    { stale: ["/appeals"] },
  );
}

export const useRates = (project: number) => useRead<Rate[]>(`/projects/${project}/rates`);

export function useAddRate(project: number) {
  const path = `/projects/${project}/rates`;
  return useWrite<NewRate, Rate[]>("POST", (body) => ({ path, body }), { stale: [path] });
}

export const usePayMonth = (centre: number, month: string) =>
  useRead<PayMonth>(`/centres/${centre}/months/${month}`);
export const monthWorkbook = (centre: number, month: string) =>
  `/api/centres/${centre}/months/${month}/workbook`;
export const slipOf = (centre: number, statement: number) =>
  `/api/centres/${centre}/statements/${statement}/pdf`;
export const useStatementLines = (centre: number, statement: number) =>
  useRead<PayLine[]>(`/centres/${centre}/statements/${statement}/lines`);

export function useCloseMonth(centre: number) {
  return useWrite<string, PayMonth>(
    "POST",
    (month) => ({ path: `/centres/${centre}/months/${month}/close` }),
    { stale: [`/centres/${centre}/months`] },
  );
}

export const useMinimumWages = (centre: number) => useRead<MinimumWage[]>(`/centres/${centre}/minimum-wages`);

export function useRecordWage(centre: number) {
  const path = `/centres/${centre}/minimum-wages`;
  return useWrite<NewMinimumWage, MinimumWage[]>("POST", (body) => ({ path, body }), {
    stale: [path, `/centres/${centre}/months`],
  });
}
