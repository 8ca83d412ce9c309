/** What a person can do to a document, as lists of deltas. None of these changes anything itself. */

import { type AnnotatedObject, type Document, type Relation, type Shape, same } from "./model";
import { type Delta, type DocumentStore, relationId, type SuggestionState } from "./store";

type Patch = Partial<Omit<AnnotatedObject, "id">>;

export function added(store: DocumentStore, objects: readonly AnnotatedObject[]): Delta[] {
  const end = store.objects.size;
  return objects.map((value, index) => ({
    op: "object",
    id: value.id,
    before: null,
    after: { at: end + index, value },
  }));
}

/** Objects go with their relations and the answers about them. */
export function removed(store: DocumentStore, ids: readonly string[]): Delta[] {
  const gone = new Set(ids);
  const deltas: Delta[] = [];
  const relations = store.relations.list().filter((one) => gone.has(one.from) || gone.has(one.to));
  deltas.push(...unlinked(store, relations));
  for (const [name, value] of Object.entries(store.allAnswers())) {
    const rest = withoutKeys(value, gone);
    if (rest !== value) deltas.push({ op: "answer", id: name, before: value, after: rest });
  }
  const places = [...gone].flatMap((id) => store.objects.placed(id) ?? []).sort((a, b) => b.at - a.at);
  for (const before of places) deltas.push({ op: "object", id: before.value.id, before, after: null });
  return deltas;
}

function withoutKeys(value: unknown, keys: ReadonlySet<string>): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !keys.has(key));
  if (kept.length === Object.keys(value).length) return value;
  return kept.length ? Object.fromEntries(kept) : undefined;
}

export function patched(store: DocumentStore, id: string, patch: Patch): Delta[] {
  const before = store.objects.placed(id);
  if (!before) return [];
  return [{ op: "object", id, before, after: { at: before.at, value: { ...before.value, ...patch } } }];
}

export function reshaped(store: DocumentStore, shapes: ReadonlyMap<string, Shape>): Delta[] {
  return [...shapes].flatMap(([id, shape]) => patched(store, id, { shape }));
}

/** Another class keeps the attributes that both classes have. */
export function reclassed(
  store: DocumentStore,
  ids: readonly string[],
  cls: { name: string; attributes?: { name: string; default?: unknown }[] },
): Delta[] {
  return ids.flatMap((id) => {
    const object = store.objects.get(id);
    return object
      ? patched(store, id, { class: cls.name, attributes: attributesFor(cls, object.attributes) })
      : [];
  });
}

export function attributesFor(
  cls: { attributes?: { name: string; default?: unknown }[] },
  held: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { name, default: fallback } of cls.attributes ?? []) {
    const value = held[name] ?? fallback;
    if (value !== undefined && value !== null) result[name] = value;
  }
  return result;
}

export function attributed(
  store: DocumentStore,
  ids: readonly string[],
  name: string,
  value: unknown,
): Delta[] {
  return ids.flatMap((id) => {
    const attributes: Record<string, unknown> = { ...store.objects.get(id)?.attributes };
    if (value === undefined) delete attributes[name];
    else attributes[name] = value;
    return patched(store, id, { attributes });
  });
}

/** `key` is the turn, response or object that the answer is about; without it, the item. */
export function answered(store: DocumentStore, name: string, value: unknown, key?: string): Delta[] {
  const before = store.answer(name);
  if (key === undefined) return [{ op: "answer", id: name, before, after: value }];
  const keyed: Record<string, unknown> = { ...(before as Record<string, unknown> | undefined) };
  if (value === undefined) delete keyed[key];
  else keyed[key] = value;
  return [{ op: "answer", id: name, before, after: Object.keys(keyed).length ? keyed : undefined }];
}

export function linked(store: DocumentStore, relation: Relation): Delta[] {
  const id = relationId(relation);
  if (store.relations.has(id)) return [];
  return [{ op: "relation", id, before: null, after: { at: store.relations.size, value: relation } }];
}

export function unlinked(store: DocumentStore, relations: readonly Relation[]): Delta[] {
  const places = relations.flatMap((one) => store.relations.placed(relationId(one)) ?? []);
  places.sort((a, b) => b.at - a.at);
  return places.map((before) => ({ op: "relation", id: relationId(before.value), before, after: null }));
}

/** Moves an object to the front (`Infinity`) or the back (0) of the drawing order. */
export function restacked(store: DocumentStore, id: string, to: number): Delta[] {
  const before = store.objects.placed(id);
  if (!before) return [];
  const at = Math.max(0, Math.min(store.objects.size - 1, to));
  return [{ op: "object", id, before, after: { at, value: before.value } }];
}

/** Takes suggestions over, as they are or with the shapes given; the model's score stays behind. */
export function accepted(
  store: DocumentStore,
  suggestions: readonly AnnotatedObject[],
  shapes: ReadonlyMap<string, Shape> = new Map(),
): Delta[] {
  const taken = suggestions.map(({ score: _score, ...object }) => ({
    ...object,
    shape: shapes.get(object.id) ?? object.shape,
  }));
  return [
    ...taken.flatMap((object) =>
      decided(
        store,
        object.id,
        same(object.shape, store.suggestion(object.id)?.shape) ? "accepted" : "changed",
      ),
    ),
    ...added(store, taken),
  ];
}

export function decided(store: DocumentStore, id: string, after: SuggestionState): Delta[] {
  const before = store.suggestionState(id);
  return before ? [{ op: "suggestion", id, before, after }] : [];
}

/** Puts another document in the place of this one; what is alike in both stays as it is. */
export function replaced(store: DocumentStore, by: Document): Delta[] {
  const wanted = new Set(by.objects.map((object) => object.id));
  const kept = new Set(by.relations.map(relationId));
  const relations = store.relations.list().filter((one) => !kept.has(relationId(one)));
  const places = store.objects.ids().filter((id) => !wanted.has(id));
  const gone = places.flatMap((id) => store.objects.placed(id) ?? []).sort((a, b) => b.at - a.at);
  const names = new Set([...Object.keys(store.allAnswers()), ...Object.keys(by.answers)]);
  const staying = store.objects.ids().filter((id) => wanted.has(id));
  let end = staying.length;
  const fresh = by.relations.filter((one) => !store.relations.has(relationId(one)));
  const first = store.relations.size - relations.length;
  return [
    ...unlinked(store, relations),
    ...gone.map((before): Delta => ({ op: "object", id: before.value.id, before, after: null })),
    ...by.objects.flatMap((value): Delta[] => {
      const old = store.objects.get(value.id);
      const at = staying.indexOf(value.id);
      if (old) return [{ op: "object", id: value.id, before: { at, value: old }, after: { at, value } }];
      return [{ op: "object", id: value.id, before: null, after: { at: end++, value } }];
    }),
    ...fresh.map(
      (value, index): Delta => ({
        op: "relation",
        id: relationId(value),
        before: null,
        after: { at: first + index, value },
      }),
    ),
    ...[...names].map((id): Delta => ({ op: "answer", id, before: store.answer(id), after: by.answers[id] })),
    ...by.objects.flatMap(({ id }) => (store.suggestion(id) ? decided(store, id, "changed") : [])),
  ];
}
