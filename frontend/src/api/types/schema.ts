/** The label schema: what an answer may hold. */

export interface Title {
  zh?: string;
  en?: string;
}

export type ShapeName =
  | "box"
  | "rotated_box"
  | "polygon"
  | "polyline"
  | "point"
  | "skeleton"
  | "ellipse"
  | "mask"
  | "span"
  | "interval";

export interface When {
  name: string;
  equals: unknown;
}

export interface Option {
  name: string;
  title?: Title;
  children?: Option[];
}

export interface Attribute {
  name: string;
  type: "choice" | "choices" | "number" | "text" | "boolean";
  title?: Title;
  options?: Option[];
  required?: boolean;
  default?: unknown;
  when?: When | null;
  min?: number | null;
  max?: number | null;
  step?: number | null;
  unit?: string;
  min_length?: number | null;
  max_length?: number | null;
}

export interface Example {
  good: boolean;
  note?: Title;
  image?: string | null;
  text?: string | null;
}

export interface LabelClass {
  name: string;
  title?: Title;
  shape: ShapeName;
  color?: string;
  hotkey?: string | null;
  help?: Title;
  examples?: Example[];
  attributes?: Attribute[];
  skeleton?: { keypoints: { name: string; title?: Title }[]; edges: [number, number][] } | null;
  min_count?: number | null;
  max_count?: number | null;
}

export interface RelationClass {
  name: string;
  title?: Title;
  from: string[];
  to: string[];
  directed?: boolean;
}

export interface Criterion {
  name: string;
  title?: Title;
  max: number;
  weight?: number;
  note_required?: boolean;
}

export type FieldType =
  | "choice"
  | "choices"
  | "tree"
  | "rating"
  | "ranking"
  | "preference"
  | "number"
  | "text"
  | "boolean"
  | "rubric";

export interface Field {
  name: string;
  type: FieldType;
  of?: "item" | "turn" | "response" | "region";
  title?: Title;
  help?: Title;
  options?: Option[];
  criteria?: Criterion[];
  required?: boolean;
  when?: When | null;
  roles?: string[];
  classes?: string[];
  min?: number | null;
  max?: number | null;
  step?: number | null;
  unit?: string;
  labels?: Title[];
  strength?: number;
  ties?: boolean;
  leaves_only?: boolean;
  multiline?: boolean;
  min_length?: number | null;
  max_length?: number | null;
  rewrite_of?: string | null;
}

export interface LabelSchema {
  title?: Title;
  media: "image" | "text" | "chat" | "audio" | "video";
  classes?: LabelClass[];
  relations?: RelationClass[];
  fields?: Field[];
}
