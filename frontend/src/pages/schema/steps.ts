/** What each kind of migration step asks for. */

import type { LabelSchema, MigrationStep } from "@/api/types";
import type { stepWords } from "@/i18n/schema";

export type StepKind = keyof typeof stepWords;

/** `choose`: a name in the schema that stands (old) or in the one being written (new); `json`: any JSON value. */
export interface StepPart {
  name: string;
  label:
    | "from"
    | "to"
    | "class"
    | "attribute"
    | "option"
    | "field"
    | "relation"
    | "value"
    | "by"
    | "cases"
    | "rest";
  choose?: "old-class" | "new-class" | "old-field" | "new-field" | "old-relation" | "new-relation";
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
    { name: "by", label: "by", optional: true },
    { name: "cases", label: "cases", json: true, optional: true },
    { name: "default", label: "rest", choose: "new-class" },
  ],
  remove_class: [{ name: "class", label: "class", choose: "old-class" }],
  rename_relation: [
    { name: "from", label: "from", choose: "old-relation" },
    { name: "to", label: "to", choose: "new-relation" },
  ],
  remove_relation: [{ name: "relation", label: "relation", choose: "old-relation" }],
  add_attribute: [
    { name: "class", label: "class", choose: "new-class" },
    { name: "attribute", label: "attribute" },
    { name: "default", label: "value", json: true, optional: true },
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
    { name: "default", label: "value", json: true, optional: true },
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
  const list = part.choose.endsWith("field")
    ? schema.fields
    : part.choose.endsWith("relation")
      ? schema.relations
      : schema.classes;
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
    ...pairs(
      names(before.relations),
      names(after.relations),
      "rename_relation",
      "remove_relation",
      "relation",
    ),
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
