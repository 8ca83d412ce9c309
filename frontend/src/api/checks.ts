import { ProblemError } from "./fetch";
import { usePages, useRead, useWrite } from "./query";
import type {
  Disputed,
  DryRun,
  Firing,
  NewRule,
  Opinion,
  QualityReport,
  QualityRule,
  RuleChanges,
  RulePreset,
} from "./types";

const of = (project: number) => `/projects/${project}`;

/** Asked again until there is a report, then now and then. */
export function useQualityReport(project: number) {
  return useRead<QualityReport>(`${of(project)}/quality`, { every: 15_000 });
}

export function useRenewReport(project: number) {
  return useWrite<void>("POST", () => ({ path: `${of(project)}/quality` }), {
    stale: [`${of(project)}/quality`],
  });
}

export function useDisputed(project: number, between: { least?: number; below?: number }) {
  return usePages<Disputed>(`${of(project)}/quality/disputed`, { ...between, limit: 20 });
}

export const useOpinion = (project: number, item: number, enabled: boolean) =>
  useRead<Opinion>(`${of(project)}/items/${item}/opinion`, { enabled });

export const isMissing = (error: Error | null) => error instanceof ProblemError && error.status === 404;

export const useRules = (project: number) => useRead<QualityRule[]>(`${of(project)}/rules`);
export const useRulePresets = (project: number) => useRead<RulePreset[]>(`${of(project)}/rules/presets`);

export function useAddRule(project: number) {
  return useWrite<NewRule, QualityRule>("POST", (body) => ({ path: `${of(project)}/rules`, body }), {
    stale: [`${of(project)}/rules`],
  });
}

export function useChangeRule(project: number) {
  return useWrite<RuleChanges & { id: number }, QualityRule>(
    "PATCH",
    ({ id, ...body }) => ({ path: `${of(project)}/rules/${id}`, body }),
    { stale: [`${of(project)}/rules`, `${of(project)}/firings`] },
  );
}

export function useDryRun(project: number) {
  return useWrite<NewRule & { days: number }, DryRun>("POST", ({ days, ...body }) => ({
    path: `${of(project)}/rules/dry-run`,
    query: { days },
    body,
  }));
}

export const useFirings = (project: number) => useRead<Firing[]>(`${of(project)}/firings`);
export const useMyFirings = () => useRead<Firing[]>("/me/firings");

export function useLift(project: number) {
  return useWrite<{ id: number; reason: string }, Firing>(
    "POST",
    ({ id, reason }) => ({ path: `${of(project)}/firings/${id}/lift`, body: { reason } }),
    { stale: [`${of(project)}/firings`, `${of(project)}/quality`] },
  );
}
