import { usePages, useRead, useWrite } from "./query";
import type {
  AnswersSaved,
  Attempt,
  AttemptRow,
  Blueprint,
  Certificate,
  NewBlueprint,
  NewQuestion,
  Qualification,
  Question,
} from "./types";

// One's own --------------------------------------------------------------------------------------

export const useQualifications = (enabled = true) => useRead<Qualification[]>("/qualifications", { enabled });
export const useMyAttempts = () => useRead<AttemptRow[]>("/attempts");
export const useAttempt = (id: number) => useRead<Attempt>(`/attempts/${id}`);
export const useMyCertificates = () => useRead<Certificate[]>("/certificates");

export function useBegin() {
  return useWrite<number, Attempt>("POST", (id) => ({ path: `/qualifications/${id}/attempts` }), {
    stale: ["/qualifications", "/attempts"],
  });
}

export function useSaveAnswers(id: number) {
  return useWrite<{ answers: Record<string, number[]>; revision: number }, AnswersSaved>(
    "PUT",
    (body) => ({ path: `/attempts/${id}/answers`, body }),
    { quiet: true },
  );
}

export function useHandIn(id: number) {
  return useWrite<void, Attempt>("POST", () => ({ path: `/attempts/${id}/submit` }), {
    stale: ["/attempts", "/qualifications", "/home"],
  });
}

// The examiner's ---------------------------------------------------------------------------------

export const useQuestions = (centre: number, q: string) =>
  usePages<Question>(`/centres/${centre}/questions`, { q: q || undefined });
export const useTopics = (centre: number) => useRead<Record<string, number>>(`/centres/${centre}/topics`);
export const useBlueprints = (centre: number) => useRead<Blueprint[]>(`/centres/${centre}/blueprints`);
export const useAttempts = (centre: number) => usePages<AttemptRow>(`/centres/${centre}/attempts`);
export const useCentreAttempt = (centre: number, id: number) =>
  useRead<Attempt>(`/centres/${centre}/attempts/${id}`);
export const useCertificates = (centre: number) => usePages<Certificate>(`/centres/${centre}/certificates`);

export function useJudgeQuestion(centre: number) {
  const path = `/centres/${centre}/questions`;
  return useWrite<{ id: number; state: "approved" | "retired" }, Question>(
    "POST",
    ({ id, state }) => ({ path: `${path}/${id}/verdict`, body: { state } }),
    { stale: [path, `/centres/${centre}/blueprints`, `/centres/${centre}/topics`] },
  );
}

export function useMakeBlueprint(centre: number) {
  const path = `/centres/${centre}/blueprints`;
  return useWrite<NewBlueprint, Blueprint>("POST", (body) => ({ path, body }), { stale: [path] });
}

export function useOpenBlueprint(centre: number) {
  const path = `/centres/${centre}/blueprints`;
  return useWrite<{ id: number; state: "open" | "closed" }, Blueprint>(
    "PUT",
    ({ id, state }) => ({ path: `${path}/${id}/state`, body: { state } }),
    { stale: [path] },
  );
}

export function useRevoke(centre: number) {
  const path = `/centres/${centre}/certificates`;
  return useWrite<{ id: number; reason: string }, Certificate>(
    "POST",
    ({ id, reason }) => ({ path: `${path}/${id}/revocation`, body: { reason } }),
    { stale: [path] },
  );
}

/** A new question, or a new version of one: a draft again. */
export function useWriteQuestion(centre: number, id?: number) {
  const path = `/centres/${centre}/questions`;
  const at = id === undefined ? path : `${path}/${id}`;
  return useWrite<NewQuestion, Question>(id === undefined ? "POST" : "PUT", (body) => ({ path: at, body }), {
    stale: [path],
  });
}

export function useIssue(centre: number) {
  return useWrite<number, Certificate>(
    "POST",
    (attempt_id) => ({ path: `/centres/${centre}/certificates`, body: { attempt_id } }),
    { stale: [`/centres/${centre}/certificates`, `/centres/${centre}/attempts`] },
  );
}
