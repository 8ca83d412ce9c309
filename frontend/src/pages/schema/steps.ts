/** What each kind of migration step asks for. */

import type { LabelSchema, MigrationStep } from "@/api/types";
import type { stepWords } from "@/i18n/schema";

export type StepKind = keyof typeof stepWords;

/** `old`: a name in the schema that stands; `new`: one in the schema being written; `value`: any JSON value. */
export interface StepPart {
  name: string;
  label: "from" | "to" | "class" | "attribute" | "option" | "field" | "value" | "by" | "into";
  choose?: "old-class" | "new-class" | "new-classes" | "old-field" | "new-field";
  optional?: boolean;
  json?: boolean;
}

export const stepParts: Record<StepKind, StepPart[]> = {
  rename_class: [
    { name: "from", label: "from", choose: "old-class" },
    { name: "to", label: "to", choose: "new-class" },
  ],
  split_class: [
    { name: "class", label: "class", choose: "old-class" },
    { name: "attribute", label: "by" },
    { name: "into", label: "into", json: true },
  ],
  remove_class: [{ name: "class", label: "class", choose: "old-class" }],
  add_attribute: [
    { name: "class", label: "class", choose: "new-class" },
    { name: "attribute", label: "attribute" },
    { name: "value", label: "value", json: true, optional: true },
  ],
  rename_attribute: [
    { name: "class", label: "class", choose: "new-class" },
    { name: "from", label: "from" },
    { name: "to", label: "to" },
  ],
  remove_attribute: [
    { name: "class", label: "class", choose: "new-class" },
    { name: "attribute", label: "attribute" },
  ],
  rename_option: [
    { name: "field", label: "field", optional: true, choose: "new-field" },
    { name: "class", label: "class", optional: true, choose: "new-class" },
    { name: "attribute", label: "attribute", optional: true },
    { name: "from", label: "from" },
    { name: "to", label: "to" },
  ],
  add_field: [
    { name: "field", label: "field", choose: "new-field" },
    { name: "value", label: "value", json: true, optional: true },
  ],
  rename_field: [
    { name: "from", label: "from", choose: "old-field" },
    { name: "to", label: "to", choose: "new-field" },
  ],
  remove_field: [{ name: "field", label: "field", choose: "old-field" }],
};

export const stepKinds = Object.keys(stepParts) as StepKind[];

export function kindOf(step: MigrationStep): StepKind {
  return stepKinds.find((kind) => kind === step.step) ?? "rename_class";
}

export function complete(step: MigrationStep): boolean {
  return stepParts[kindOf(step)].every(({ name, optional }) => optional || filled(step[name]));
}

function filled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** Names that a part may take; undefined where any text may stand. */
export function choicesOf(part: StepPart, before: LabelSchema, after: LabelSchema): string[] | undefined {
  if (!part.choose) return undefined;
  const schema = part.choose.startsWith("old") ? before : after;
  const list = part.choose.endsWith("field") ? schema.fields : schema.classes;
  return (Array.isArray(list) ? list : []).map((one) => one.name);
}

/** The steps that the difference of two schemas asks for at the least: what went, and what must now be answered. */
export function suggested(before: LabelSchema, after: LabelSchema): MigrationStep[] {
  const names = (list: { name: string }[] | undefined) =>
    Array.isArray(list) ? list.map((one) => one.name) : [];
  const [oldClasses, newClasses] = [names(before.classes), names(after.classes)];
  const [oldFields, newFields] = [names(before.fields), names(after.fields)];
  return [
    ...pairs(oldClasses, newClasses, "rename_class", "remove_class", "class"),
    ...pairs(oldFields, newFields, "rename_field", "remove_field", "field"),
  ];
}

/** One name gone and one come at the same place is a new name for one thing; else what is gone was removed. */
function pairs(
  before: string[],
  after: string[],
  rename: StepKind,
  remove: StepKind,
  part: string,
): MigrationStep[] {
  return before.flatMap((name, place) => {
    if (after.includes(name)) return [];
    const instead = after[place];
    const isNew = instead !== undefined && !before.includes(instead);
    return isNew && before.length === after.length
      ? [{ step: rename, from: name, to: instead }]
      : [{ step: remove, [part]: name }];
  });
}
