/** Projects, items, reviews and progress. */

import type { Content, Document } from "./document";
import type { LabelSchema } from "./schema";
import type { Schemas, Whole, With } from "./wire";

export type Pipeline = Whole<Schemas["Pipeline"]>;
export type ReviewRule = Pipeline["review"];
export type Counts = Whole<Schemas["Counts"]>;
export type ProjectRow = Whole<Schemas["ProjectRow"]>;
export type MediaKind = ProjectRow["media"];
export type ProjectState = ProjectRow["state"];
export type Project = Whole<Schemas["Project"]>;
export type NewProject = With<Schemas["NewProject"], { schema?: LabelSchema | null }>;
export type ProjectChanges = Schemas["ProjectChanges"];

export type MigrationStep = Record<string, unknown>;
export type RulePicture = Schemas["RulePicture"];
export type SchemaVersion = With<Whole<Schemas["SchemaVersion"]>, { schema: LabelSchema }>;
export type NewSchemaVersion = With<Schemas["NewSchemaVersion"], { schema: LabelSchema }>;
export type SchemaPreview = With<
  Whole<Schemas["SchemaPreview"]>,
  { examples: PreviewExample[]; problems: { path: string; message: string }[] }
>;

export interface PreviewExample {
  annotation_id: string;
  item: string;
  before: Document;
  after: Document;
  faults: { path: string; message: string }[];
}

export type GuideVersion = Whole<Schemas["GuideVersion"]>;
export type NewGuideVersion = Schemas["NewGuideVersion"];
export type Assignment = Whole<Schemas["Assignment"]>;
export type Task = Assignment["task"];
export type NewAssignment = Schemas["NewAssignment"];
export type AssignmentChanges = Schemas["AssignmentChanges"];

export type ItemRow = Whole<Schemas["ItemRow"]>;
export type ItemState = ItemRow["state"];
export type ItemFilter = Schemas["ItemFilter"];
export type ItemChanges = Schemas["ItemChanges"];
export type AnnotationRow = With<Whole<Schemas["AnnotationRow"]>, { document: Document }>;
export type Defect = Schemas["Defect"];
export type DefectClass = Defect["class"];
export type Severity = NonNullable<Defect["severity"]>;
export type ReviewRow = With<Whole<Schemas["ReviewRow"]>, { defects: Defect[] }>;
export type Verdict = ReviewRow["verdict"];
export type ItemDetail = With<
  Whole<Schemas["ItemDetail"]>,
  {
    content: Content;
    annotations: AnnotationRow[];
    reviews: ReviewRow[];
    prelabel: Document | null;
    gold: Document | null;
  }
>;

export type PersonProgress = Whole<Schemas["PersonProgress"]>;
export type HourProgress = Whole<Schemas["HourProgress"]>;
export type Progress = Whole<Schemas["Progress"]>;
export type HomeProject = Whole<Schemas["HomeProject"]>;
export type NoWorkReason = NonNullable<HomeProject["reason"]>;
export type Today = Whole<Schemas["Today"]>;
export type Home = With<Whole<Schemas["Home"]>, { days: HomeDay[] }>;

export interface HomeDay {
  date: string;
  items: number;
  active_seconds: number;
}
