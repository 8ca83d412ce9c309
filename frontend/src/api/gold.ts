import { usePages, useRead, useWrite } from "./query";
import type {
  Feedback,
  FeedbackRow,
  GoldDetail,
  GoldFromWork,
  GoldOverview,
  GoldRow,
  GoldVerdict,
  LeaderQuality,
  PersonQuality,
} from "./types";

export const useGold = (project: number, state: GoldRow["state"] | undefined) =>
  usePages<GoldRow>(`/projects/${project}/gold`, { state });
export const useGoldOverview = (project: number) =>
  useRead<GoldOverview>(`/projects/${project}/gold/overview`);
export const useGoldItem = (project: number, item: number) =>
  useRead<GoldDetail>(`/projects/${project}/gold/${item}`);

export function useGoldFromWork(project: number) {
  const path = `/projects/${project}/gold`;
  return useWrite<GoldFromWork, { made: number }>("POST", (body) => ({ path: `${path}/from-work`, body }), {
    stale: [path],
  });
}

export function useMakeGold(project: number) {
  const path = `/projects/${project}/gold`;
  return useWrite<{ item_id: number; annotation_id: string; reason?: string }, { made: number }>(
    "POST",
    (body) => ({ path, body }),
    { stale: [path] },
  );
}

export function useJudgeGold(project: number, item: number) {
  const path = `/projects/${project}/gold`;
  return useWrite<GoldVerdict, GoldDetail>("POST", (body) => ({ path: `${path}/${item}/verdict`, body }), {
    stale: [path],
  });
}

export const useMyQuality = () => useRead<PersonQuality>("/me/quality");
export const usePersonQuality = (person: number) => useRead<LeaderQuality>(`/people/${person}/quality`);
export const useMyFeedback = () => useRead<FeedbackRow[]>("/me/feedback");
export const useFeedback = (annotation: string) => useRead<Feedback>(`/me/feedback/${annotation}`);
