/** Which questions an item asks now, and which of the answers given belong to them. */

import type { Facts } from "./facts";
import type { AnnotatedObject, Document } from "./model";
import type { Classes, Field, LabelSchema, Question } from "./schema";
import { asked } from "./when";

/** One question about one thing: the item, or the turn, response or object `key`. */
export interface Ask {
  field: Field;
  key?: string;
}

export const askId = ({ field, key }: Ask): string =>
  key === undefined ? field.name : `${field.name}/${key}`;

type Answers = Readonly<Record<string, unknown>>;

const at = (answers: Answers, name: string, key: string | undefined): unknown =>
  key === undefined ? answers[name] : (answers[name] as Answers | undefined)?.[key];

export function answerTo(answers: Answers, { field, key }: Ask): unknown {
  return at(answers, field.name, key) ?? field.default ?? undefined;
}

/** The turns, responses or objects that the field asks about; one `undefined` for the item itself. */
function keysOf(field: Field, facts: Facts, objects: readonly AnnotatedObject[]): (string | undefined)[] {
  if (field.of === "response") return facts.responses;
  if (field.of === "turn") {
    return facts.turns.flatMap((role, index) =>
      !field.roles || field.roles.includes(role) ? [String(index)] : [],
    );
  }
  if (field.of === "region") {
    return objects.flatMap(({ id, class: cls }) =>
      !field.classes || field.classes.includes(cls) ? [id] : [],
    );
  }
  return [undefined];
}

export interface Asked {
  schema: LabelSchema;
  facts: Facts;
  objects: readonly AnnotatedObject[];
  answers: Answers;
}

/** All questions to be answered now, in the schema's order, then in the order of the things asked about. */
export function asksOf({ schema, facts, objects, answers }: Asked): Ask[] {
  const fields = schema.fields ?? [];
  const values = (key: string | undefined) =>
    Object.fromEntries(
      fields.map((field) => [
        field.name,
        answerTo(answers, { field, key: field.of === "item" ? undefined : key }),
      ]),
    );
  const shownFor = new Map<string | undefined, Set<string>>();
  const shown = (field: Field, key: string | undefined) => {
    let names = shownFor.get(key);
    if (!names) {
      names = new Set(asked(fields, values(key)).map((one) => one.name));
      shownFor.set(key, names);
    }
    return names.has(field.name);
  };
  return fields.flatMap((field) =>
    keysOf(field, facts, objects)
      .filter((key) => shown(field, key))
      .map((key) => ({ field, key })),
  );
}

export function attributesAsked(
  attributes: readonly Question[] | undefined,
  object: AnnotatedObject,
): Question[] {
  if (!attributes?.length) return [];
  const values = Object.fromEntries(
    attributes.map(({ name, default: fallback }) => [name, object.attributes?.[name] ?? fallback]),
  );
  return asked(attributes, values);
}

/**
 * The document as it is handed in: without answers and attributes that are not asked. They stay on the
 * screen, so that an answer comes back with the condition that hid it.
 */
export function handedIn(document: Document, schema: LabelSchema, facts: Facts, classes: Classes): Document {
  const objects = document.objects.map((object) => {
    const given = object.attributes;
    if (!given || Object.keys(given).length === 0) return object;
    const names = new Set(
      attributesAsked(classes.get(object.class)?.attributes, object).map((one) => one.name),
    );
    const attributes = Object.fromEntries(
      Object.entries(given).filter(
        ([name, value]) => names.has(name) && value !== null && value !== undefined,
      ),
    );
    return { ...object, attributes };
  });
  const answers: Record<string, unknown> = {};
  for (const { field, key } of asksOf({ schema, facts, objects, answers: document.answers })) {
    const value = at(document.answers, field.name, key);
    if (value === undefined || value === null) continue;
    if (key === undefined) answers[field.name] = value;
    else answers[field.name] = { ...(answers[field.name] as object | undefined), [key]: value };
  }
  return { objects, relations: document.relations, answers };
}
