/** What the workbench and the server say to each other. */

import type { Content, Document } from "./document";
import type { Defect, MediaKind, NoWorkReason, Pipeline, Task, Today, Verdict } from "./projects";
import type { LabelSchema } from "./schema";

export interface Submission {
  id: string;
  lease_id: number;
  document: Document;
  active_seconds?: number | null;
}

export interface SkipRequest {
  lease_id: number;
  reason: "unreadable" | "no_object" | "outside_rules" | "private" | "other";
  note?: string;
}

export interface WorkRequest {
  submit?: Submission[];
  skip?: SkipRequest[];
  hand_back?: number[];
  want?: number;
  holding?: number[];
}

export interface Outcome {
  id: string | number;
  status: "done" | "repeated" | "refused" | "late";
  problem?: Record<string, unknown> | null;
}

export interface Returned {
  comment: string;
  defects: Defect[];
  document: Document;
  reviewer_name: string;
}

export interface Lease {
  id: number;
  item_id: number;
  name: string;
  task: Task;
  until: string;
  content: Content;
  schema_version: number;
  guide_version: number;
  rework: boolean;
  prelabel: Document | null;
  draft: Document | null;
  draft_revision: number;
  active_seconds: number;
  returned: Returned | null;
  answers: { id: string; document: Document }[];
}

export interface NoWork {
  reason: NoWorkReason;
  message: string;
}

export interface WorkReply {
  outcomes: Outcome[];
  leases: Lease[];
  nothing: NoWork | null;
  today: Today;
}

export interface Workplace {
  project_id: number;
  name: string;
  media: MediaKind;
  task: Task;
  pipeline: Pipeline;
  schema_version: number;
  schema: LabelSchema;
  guide_version: number;
  guide: string;
}

export interface DraftSave {
  document: Document;
  revision: number;
}

export interface DraftSaved {
  revision: number;
  saved_at: string;
}

export interface Beat {
  lease_id: number;
  task?: Task;
}

export interface BeatReply {
  until: string;
  active_seconds: number;
  withdrawn: number[];
}

export interface ReviewSubmission {
  id: string;
  lease_id: number;
  verdict: Verdict;
  fixed?: Document | null;
  chosen?: string | null;
  comment?: string;
  defects?: Defect[];
}

export interface ReviewRequest {
  task?: "review" | "adjudicate";
  submit?: ReviewSubmission[];
  hand_back?: number[];
  want?: number;
  holding?: number[];
}
