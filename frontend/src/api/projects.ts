import { call, urlOf } from "./fetch";
import { usePages, useRead, useWrite } from "./query";
import type {
  Assignment,
  AssignmentChanges,
  GuideVersion,
  Home,
  ItemChanges,
  ItemDetail,
  ItemRow,
  ItemState,
  NewAssignment,
  NewGuideVersion,
  NewPost,
  NewProject,
  NewSchemaVersion,
  NewThread,
  Progress,
  Project,
  ProjectChanges,
  ProjectRow,
  ProjectState,
  RulePicture,
  SchemaPreview,
  SchemaVersion,
  Thread,
} from "./types";

export interface ProjectFilter {
  q?: string;
  state?: ProjectState;
  centre_id?: number;
  /** Those that were deleted, instead of those that stand. */
  deleted?: boolean;
}

export const useHome = () => useRead<Home>("/home", { every: 30_000 });
export const useProjects = (filter: ProjectFilter) => usePages<ProjectRow>("/projects", { ...filter });
export const useProject = (id: number) => useRead<Project>(`/projects/${id}`);

export function useMakeProject() {
  return useWrite<NewProject, Project>("POST", (body) => ({ path: "/projects", body }), {
    stale: ["/projects"],
  });
}

export function useChangeProject(id: number) {
  return useWrite<ProjectChanges, Project>("PATCH", (body) => ({ path: `/projects/${id}`, body }), {
    stale: ["/projects"],
  });
}

export function useRestoreProject() {
  return useWrite<number, Project>(
    "POST",
    (project_id) => ({ path: "/projects/restore", body: { project_id } }),
    {
      stale: ["/projects"],
    },
  );
}

export function useDropProject(id: number) {
  return useWrite<void>("DELETE", () => ({ path: `/projects/${id}` }), { stale: ["/projects"] });
}

export function useProgress(id: number) {
  return useRead<Progress>(`/projects/${id}/progress`, { every: 5_000 });
}

// Schema and guide ---------------------------------------------------------------------------------

export function useSchema(id: number, enabled = true) {
  return useRead<SchemaVersion>(`/projects/${id}/schema`, { enabled });
}

export const useSchemaVersions = (id: number) => useRead<SchemaVersion[]>(`/projects/${id}/schema/versions`);

export function usePreviewSchema(id: number) {
  return useWrite<NewSchemaVersion, SchemaPreview>(
    "POST",
    (body) => ({ path: `/projects/${id}/schema/preview`, body }),
    { quiet: true },
  );
}

/** Whether a schema is sound; the annotations that exist are not looked at. */
export function useCheckSchema(id: number) {
  const query = { annotations: false };
  return useWrite<NewSchemaVersion, SchemaPreview>(
    "POST",
    (body) => ({ path: `/projects/${id}/schema/preview`, body, query }),
    { quiet: true },
  );
}

export function useSaveSchema(id: number) {
  return useWrite<NewSchemaVersion, SchemaVersion>(
    "POST",
    (body) => ({ path: `/projects/${id}/schema`, body }),
    {
      stale: [`/projects/${id}`],
      quiet: true,
    },
  );
}

export function useGuide(id: number, enabled: boolean) {
  return useRead<GuideVersion>(`/projects/${id}/guide`, { enabled });
}

export const useGuideVersions = (id: number) => useRead<GuideVersion[]>(`/projects/${id}/guide/versions`);

export function useSaveGuide(id: number) {
  return useWrite<NewGuideVersion, GuideVersion>(
    "POST",
    (body) => ({ path: `/projects/${id}/guide`, body }),
    {
      stale: [`/projects/${id}`],
    },
  );
}

// People at work -----------------------------------------------------------------------------------

export const useAssignments = (id: number) => useRead<Assignment[]>(`/projects/${id}/assignments`);

export function useAssign(id: number) {
  const path = `/projects/${id}/assignments`;
  return useWrite<NewAssignment, Assignment>("POST", (body) => ({ path, body }), { stale: [path] });
}

export function useChangeAssignment(id: number) {
  const path = `/projects/${id}/assignments`;
  return useWrite<{ id: number; changes: AssignmentChanges }, Assignment>(
    "PATCH",
    (one) => ({ path: `${path}/${one.id}`, body: one.changes }),
    { stale: [path] },
  );
}

// Items --------------------------------------------------------------------------------------------

export type ItemSort =
  | "id"
  | "-id"
  | "name"
  | "-name"
  | "changed_at"
  | "-changed_at"
  | "priority"
  | "-priority";

export interface ItemFilter {
  state?: ItemState;
  lot_id?: number;
  q?: string;
  /** Only these, with commas between. */
  ids?: string;
  sort?: ItemSort;
  limit?: number;
}

export function useItems(id: number, filter: ItemFilter) {
  return usePages<ItemRow>(`/projects/${id}/items`, { ...filter });
}

export function useItem(id: number, item: number) {
  return useRead<ItemDetail>(`/projects/${id}/items/${item}`);
}

export function useChangeItems(id: number) {
  return useWrite<ItemChanges, { changed: number }>(
    "PATCH",
    (body) => ({ path: `/projects/${id}/items`, body }),
    { stale: [`/projects/${id}/items`, `/projects/${id}/lots`, `/projects/${id}/progress`] },
  );
}

// Questions ----------------------------------------------------------------------------------------

export interface ThreadFilter {
  state?: Thread["state"];
  item_id?: number;
  rule?: string;
}

export function useThreads(id: number, filter: ThreadFilter) {
  return usePages<Thread>(`/projects/${id}/threads`, { ...filter });
}

export function useAsk(id: number) {
  const path = `/projects/${id}/threads`;
  return useWrite<NewThread, Thread>("POST", (body) => ({ path, body }), { stale: [path] });
}

export function useReply(id: number) {
  const path = `/projects/${id}/threads`;
  return useWrite<{ thread: number; post: NewPost }, Thread>(
    "POST",
    ({ thread, post }) => ({ path: `${path}/${thread}/posts`, body: post }),
    { stale: [path, "/home"] },
  );
}

/** Adds a picture that examples of classes may show; returns its hash. */
export const addRulePicture = (projectId: number, picture: Blob) =>
  call<RulePicture>("POST", `/projects/${projectId}/pictures`, { body: picture });

export const rulePictureUrl = (projectId: number, sha256: string) =>
  urlOf(`/projects/${projectId}/pictures/${sha256}`);
