/** What crosses the wire while working; `beanfield.production.model` is its origin. */

import type { Document } from "./model";
import type { LabelSchema } from "./schema";

export type Task = "annotate" | "review" | "adjudicate";
export type Verdict = "pass" | "fix" | "return";
export type Severity = "minor" | "major" | "critical";

export const DEFECT_CLASSES = [
  "missing",
  "spurious",
  "wrong_class",
  "loose",
  "wrong_attribute",
  "wrong_answer",
  "rule",
  "other",
] as const;
export const SEVERITIES: readonly Severity[] = ["minor", "major", "critical"];
export const SKIP_REASONS = ["unreadable", "no_object", "outside_rules", "private", "other"] as const;
export type DefectClass = (typeof DEFECT_CLASSES)[number];
export type SkipReason = (typeof SKIP_REASONS)[number];

/** A region of a picture, or code points of a text. */
export type Pin =
  | { x: number; y: number; w: number; h: number }
  | { start: number; end: number; part?: string | null };

export interface Defect {
  class: DefectClass;
  severity?: Severity;
  object_id?: string | null;
  note?: string;
  pin?: Pin | null;
}

export interface ImageContent {
  kind: "image";
  sha256: string;
  width: number;
  height: number;
  url?: string | null;
  shown_width?: number | null;
  /** Opens the parts of a picture that is too large to be shown whole. */
  tiles?: string | null;
}

export interface TextContent {
  kind: "text";
  text: string;
  meta?: Record<string, unknown>;
}

export interface Message {
  role: string;
  content: unknown;
  name?: string | null;
  tool_calls?: Record<string, unknown>[] | null;
  tool_call_id?: string | null;
}

export interface Response {
  id: string;
  messages: Message[];
  model?: string | null;
}

export interface ChatContent {
  kind: "chat";
  messages: Message[];
  responses?: Response[];
  meta?: Record<string, unknown>;
}

export interface AudioContent {
  kind: "audio";
  sha256: string;
  seconds: number;
  url?: string | null;
  /** Opens what the wave is drawn from. */
  peaks?: string | null;
}

export type Content = ImageContent | TextContent | ChatContent | AudioContent;

export interface Returned {
  comment: string;
  defects: Defect[];
  document: Document;
  reviewer_name: string;
}

/** An answer of somebody, whose name is not told. */
export interface Answer {
  id: string;
  document: Document;
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
  rework?: boolean;
  prelabel?: Partial<Document> | null;
  draft?: Document | null;
  draft_revision?: number;
  active_seconds?: number;
  returned?: Returned | null;
  answers?: Answer[];
}

export interface Workplace {
  project_id: number;
  name: string;
  media: "image" | "text" | "chat" | "audio";
  task: Task;
  pipeline: { prefetch: number; idle_seconds: number; show_prelabels: boolean; watermark?: boolean };
  schema_version: number;
  schema: LabelSchema;
  guide_version: number;
  guide: string;
}

export interface Today {
  items: number;
  objects: number;
  active_seconds: number;
  reviews: number;
}

export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  errors?: { path: string; message: string }[];
}

export interface Outcome {
  id: string | number;
  status: "done" | "repeated" | "refused" | "late";
  problem?: Problem | null;
}

export interface NoWork {
  reason: string;
  message: string;
}

export interface WorkReply {
  outcomes: Outcome[];
  leases: Lease[];
  nothing: NoWork | null;
  today: Today;
}

export interface BeatReply {
  until: string;
  active_seconds: number;
  withdrawn: number[];
}

export interface Submission {
  id: string;
  lease_id: number;
  document: Document;
  active_seconds?: number | null;
}

export interface ReviewSubmission {
  id: string;
  lease_id: number;
  verdict: Verdict;
  fixed?: Document | null;
  chosen?: string | null;
  comment: string;
  defects: Defect[];
}

export interface Me {
  person_id: number;
  name: string;
  locale: "zh-CN" | "en";
  permissions: string[];
  preferences: Record<string, unknown>;
  csrf?: string | null;
}

export interface Thread {
  id: number;
  item_id: number | null;
  rule: string | null;
  state: "open" | "answered" | "closed";
  opened_by: string;
  opened_at: string;
  posts: { id: number; person_name: string; text: string; at: string }[];
}
