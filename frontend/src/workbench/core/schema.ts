/** The label schema: what an answer may hold. `beanfield.annotation.schema` is its origin. */

import { normalKey } from "./keymap";
import type { ShapeType } from "./model";

export type Locale = "zh-CN" | "en";
export type Title = string | { zh?: string; en?: string };

export interface When {
  name: string;
  equals: unknown;
}

export interface Option {
  name: string;
  title?: Title;
  help?: Title;
  children?: Option[];
}

export interface Criterion {
  name: string;
  title?: Title;
  help?: Title;
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

/** What fields and attributes have in common; each type reads the settings that concern it. */
export interface Question {
  name: string;
  type: FieldType;
  title?: Title;
  help?: Title;
  required?: boolean;
  when?: When | null;
  default?: unknown;
  options?: Option[];
  leaves_only?: boolean;
  min?: number | null;
  max?: number | null;
  step?: number | null;
  unit?: string | null;
  labels?: Title[];
  ties?: boolean;
  strength?: number;
  min_length?: number | null;
  max_length?: number | null;
  multiline?: boolean;
  rewrite_of?: string | null;
  criteria?: Criterion[];
}

export interface Field extends Question {
  of: "item" | "turn" | "response" | "region";
  roles?: string[] | null;
  classes?: string[] | null;
}

export interface Example {
  good: boolean;
  note?: Title;
  image?: string | null;
  text?: string | null;
}

export interface SkeletonTemplate {
  keypoints: { name: string; title?: Title }[];
  edges?: [number, number][];
}

export interface ObjectClass {
  name: string;
  title?: Title;
  shape: ShapeType;
  color?: string | null;
  hotkey?: string | null;
  help?: Title;
  examples?: Example[];
  attributes?: Question[];
  skeleton?: SkeletonTemplate | null;
  min_count?: number | null;
  max_count?: number | null;
}

export interface RelationClass {
  name: string;
  title?: Title;
  from?: string[] | null;
  to?: string[] | null;
  directed?: boolean;
}

export interface LabelSchema {
  title?: Title;
  media: "image" | "text" | "chat" | "audio";
  classes?: ObjectClass[];
  relations?: RelationClass[];
  fields?: Field[];
}

/** The title in the reader's language, else in the other, else the key itself. */
export function titled(thing: { name: string; title?: Title }, locale: Locale): string {
  return inLanguage(thing.title, locale) || thing.name;
}

export function inLanguage(title: Title | null | undefined, locale: Locale): string {
  if (!title) return "";
  if (typeof title === "string") return title;
  return (locale === "en" ? title.en || title.zh : title.zh || title.en) ?? "";
}

/** Twelve colours that stay apart for most colour vision and on most pictures. */
const PALETTE = [
  "#2f7ed8",
  "#e4572e",
  "#2a9d5c",
  "#d9a400",
  "#8e44ad",
  "#00a5b5",
  "#d6336c",
  "#7a8b00",
  "#5c6bc0",
  "#b5651d",
  "#43a047",
  "#616161",
];

export class Classes {
  readonly all: readonly ObjectClass[];
  private readonly byName: Map<string, { cls: ObjectClass; color: string; at: number }>;

  constructor(schema: LabelSchema) {
    this.all = schema.classes ?? [];
    this.byName = new Map(
      this.all.map((cls, at) => [
        cls.name,
        { cls, color: cls.color ?? (PALETTE[at % PALETTE.length] as string), at },
      ]),
    );
  }

  get(name: string): ObjectClass | undefined {
    return this.byName.get(name)?.cls;
  }

  /** Grey for a class that the schema does not know. */
  color(name: string): string {
    return this.byName.get(name)?.color ?? "#8c8c8c";
  }

  /** Classes that an object of this shape may take. */
  ofShape(shape: ShapeType): ObjectClass[] {
    return this.all.filter((cls) => cls.shape === shape);
  }
}

/**
 * One key a class: the schema's own where nothing else reserves it, then digits 1–9 and 0 in order.
 * `reserved` are keys that a schema may not take.
 */
export function classKeys(
  classes: readonly ObjectClass[],
  reserved: ReadonlySet<string>,
): Map<string, string> {
  const keys = new Map<string, string>();
  const used = new Set<string>(reserved);
  for (const cls of classes) {
    const key = normalKey(cls.hotkey);
    if (!key || used.has(key)) continue;
    used.add(key);
    keys.set(cls.name, key);
  }
  const digits = [..."1234567890"].filter((digit) => !used.has(digit));
  for (const cls of classes) {
    if (keys.has(cls.name)) continue;
    const key = digits.shift();
    if (!key) break;
    keys.set(cls.name, key);
  }
  return keys;
}
