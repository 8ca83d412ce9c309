/** Attributes of a class as rows of a form, and back. What the form does not show of an attribute stays as it is. */

import type { Attribute, Title } from "@/api/types";
import { linesOf, optionsOf } from "./options";

export interface AttributeRow {
  name: string;
  type: Attribute["type"];
  title?: Title;
  required?: boolean;
  options?: string;
  min?: number | null;
  max?: number | null;
  /** `name = value` of the attribute that must hold that value for this one to be shown. */
  when?: string;
  /** The attribute that the row was read from. */
  known?: Attribute;
}

const withOptions = new Set<Attribute["type"]>(["choice", "choices"]);

export function rowsOf(attributes: Attribute[] | undefined): AttributeRow[] {
  return (attributes ?? []).map((known) => ({
    name: known.name,
    type: known.type,
    title: known.title,
    required: known.required,
    options: linesOf(known.options),
    min: known.min,
    max: known.max,
    when: known.when ? `${known.when.name} = ${String(known.when.equals)}` : undefined,
    known,
  }));
}

export function attributesOf(rows: AttributeRow[]): Attribute[] {
  return rows.map(({ known, options, min, max, when, ...row }) => {
    const kept = known?.type === row.type ? known : undefined;
    return withoutNothing({
      ...kept,
      ...row,
      title: withoutNothing({ ...row.title }),
      required: row.required || undefined,
      options: withOptions.has(row.type) ? optionsOf(options ?? "") : undefined,
      min: row.type === "number" ? min : kept?.min,
      max: row.type === "number" ? max : kept?.max,
      when: conditionOf(when, known),
    }) as Attribute;
  });
}

function conditionOf(text: string | undefined, known: Attribute | undefined): Attribute["when"] | undefined {
  const [name, value] = (text ?? "").split("=").map((part) => part.trim());
  if (!name || value === undefined) return undefined;
  const same = known?.when?.name === name && String(known.when.equals) === value;
  if (same) return known?.when;
  if (value === "true" || value === "false") return { name, equals: value === "true" };
  return { name, equals: value !== "" && Number.isFinite(Number(value)) ? Number(value) : value };
}

function withoutNothing<Value extends object>(value: Value): Value | undefined {
  const held = Object.entries(value).filter(([, one]) => one !== undefined && one !== null && one !== "");
  return held.length > 0 ? (Object.fromEntries(held) as Value) : undefined;
}
