/** Projects, items, reviews and progress, as they cross the wire. */

import type { Content, Document } from "./document";
import type { LabelSchema } from "./schema";

export type MediaKind = "image" | "text" | "chat" | "audio";
export type ProjectState = "draft" | "running" | "paused" | "done" | "archived";
export type ItemState =
  | "open"
  | "returned"
  | "adjudication"
  | "review"
  | "accepted"
  | "delivered"
  | "excluded";
export type Task = "annotate" | "review" | "adjudicate";
export type ReviewRule = "none" | "share" | "risk" | "all";
export type Verdict = "pass" | "fix" | "return";
export type Severity = "minor" | "major" | "critical";
export type DefectClass =
  | "missing"
  | "spurious"
  | "wrong_class"
  | "loose"
  | "wrong_attribute"
  | "wrong_answer"
  | "rule"
  | "other";
export type NoWorkReason = "done" | "waiting" | "skill" | "cap" | "paused" | "not_assigned" | "schema";

export interface Pipeline {
  overlap: number;
  agreement: number;
  review: ReviewRule;
  review_share: number;
  skill: string | null;
  skill_level: number;
  cap_per_person: number | null;
  prefetch: number;
  lease_factor: number;
  idle_seconds: number;
  show_prelabels: boolean;
  seconds_expected: number | null;
}

export type Counts = Record<ItemState | "total", number>;

export interface ProjectRow {
  id: number;
  name: string;
  centre_id: number;
  centre_name: string;
  customer_id: number | null;
  customer_name: string | null;
  media: MediaKind;
  state: ProjectState;
  priority: number;
  counts: Counts;
  created_at: string;
}

export interface Project extends ProjectRow {
  description: string;
  pipeline: Pipeline;
  schema_version: number;
  guide_version: number;
  median_seconds: number | null;
}

export interface NewProject {
  name: string;
  media: MediaKind;
  centre_id: number;
  customer_id?: number | null;
  description?: string;
  pipeline?: Pipeline;
  schema?: LabelSchema | null;
}

export interface ProjectChanges {
  name?: string;
  description?: string;
  state?: ProjectState;
  priority?: number;
  pipeline?: Pipeline;
  /** Null takes the customer away. */
  customer_id?: number | null;
}

export type MigrationStep = Record<string, unknown>;

export interface SchemaVersion {
  version: number;
  schema: LabelSchema;
  migration: MigrationStep[];
  note: string;
  created_at: string;
  created_by: string | null;
}

export interface NewSchemaVersion {
  schema: LabelSchema;
  migration?: MigrationStep[];
  note?: string;
}

export interface SchemaPreview {
  annotations: number;
  /** How many of them were looked at, the newest first. */
  checked: number;
  changed: number;
  faulty: number;
  examples: PreviewExample[];
  problems: { path: string; message: string }[];
}

export interface PreviewExample {
  annotation_id: string;
  item: string | number;
  before: Document;
  after: Document;
  faults: { path: string; message: string }[];
}

export interface GuideVersion {
  version: number;
  markdown: string;
  note: string;
  created_at: string;
  created_by: string | null;
}

export interface NewGuideVersion {
  markdown: string;
  note?: string;
}

export interface Assignment {
  id: number;
  task: Task;
  person_id: number | null;
  person_name: string | null;
  team_id: number | null;
  team_name: string | null;
  cap: number | null;
  paused: boolean;
  pause_note: string;
}

export interface NewAssignment {
  task: Task;
  person_id?: number | null;
  team_id?: number | null;
  cap?: number | null;
}

export interface AssignmentChanges {
  cap?: number | null;
  paused?: boolean;
  pause_note?: string;
  ended?: boolean;
}

export interface ItemRow {
  id: number;
  name: string;
  state: ItemState;
  lot_id: number | null;
  priority: number;
  overlap: number;
  answered: number;
  confidence: number | null;
  changed_at: string;
}

export interface AnnotationRow {
  id: string;
  person_id: number | null;
  person_name: string | null;
  kind: string;
  document: Document;
  schema_version: number;
  guide_version: number;
  active_seconds: number;
  submitted_at: string;
  replaces: string | null;
}

export interface Defect {
  class: DefectClass;
  severity?: Severity;
  object_id?: string | null;
  note?: string;
  pin?: Record<string, unknown> | null;
}

export interface ReviewRow {
  id: string;
  annotation_id: string;
  reviewer_id: number;
  reviewer_name: string;
  verdict: Verdict;
  comment: string;
  defects: Defect[];
  at: string;
}

export interface ItemDetail extends ItemRow {
  content: Content;
  annotations: AnnotationRow[];
  reviews: ReviewRow[];
  result: string | null;
  prelabel: Document | null;
  gold: Document | null;
}

export interface ItemFilter {
  state?: ItemState | null;
  lot_id?: number | null;
  q?: string;
}

/** A change to the items named, or to those that match: of these up to 10,000 a call. */
export interface ItemChanges {
  items?: number[];
  matching?: ItemFilter;
  priority?: number;
  /** Null takes items out of their lots. */
  lot_id?: number | null;
  excluded?: boolean;
}

export interface PersonProgress {
  person_id: number;
  name: string;
  answers: number;
  today: number;
  active_seconds: number;
  median_seconds: number | null;
  returned: number;
  reviewed: number;
  last_at: string | null;
  working_on: number | null;
}

export interface HourProgress {
  at: string;
  answers: number;
  reviews: number;
}

export interface Progress {
  counts: Counts;
  active_people: number;
  hours: HourProgress[];
  people: PersonProgress[];
  per_hour: number | null;
  finish_at: string | null;
}

export interface HomeProject {
  id: number;
  name: string;
  media: MediaKind;
  task: Task;
  state: ProjectState;
  waiting: number;
  returned: number;
  reason: NoWorkReason | null;
  median_seconds: number | null;
}

export interface Today {
  items: number;
  objects: number;
  active_seconds: number;
  reviews: number;
}

export interface HomeDay {
  date: string;
  items: number;
  active_seconds: number;
}

export interface Home {
  projects: HomeProject[];
  today: Today;
  questions_open: number;
  days: HomeDay[];
}
