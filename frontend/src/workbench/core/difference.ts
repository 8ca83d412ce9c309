/** What differs between two answers, object by object. */

import { type AnnotatedObject, type Document, same } from "./model";

export interface Difference {
  /** In both under one id, but not alike. */
  changed: Set<string>;
  /** Only in the later one. */
  added: Set<string>;
  /** Only in the earlier one. */
  gone: AnnotatedObject[];
}

/**
 * Objects of one person's work keep their ids; those of different people are paired where class and
 * shape are alike.
 */
export function difference(before: Document, after: Document): Difference {
  const earlier = new Map(before.objects.map((object) => [object.id, object]));
  const alike = new Map<string, AnnotatedObject[]>();
  for (const object of before.objects) {
    const key = content(object);
    alike.set(key, [...(alike.get(key) ?? []), object]);
  }
  const result: Difference = { changed: new Set(), added: new Set(), gone: [] };
  const paired = new Set<string>();
  for (const object of after.objects) {
    const twin = alike.get(content(object))?.find((one) => !paired.has(one.id));
    if (twin) paired.add(twin.id);
  }
  for (const object of after.objects) {
    const old = earlier.get(object.id);
    if (alike.has(content(object))) continue;
    if (old && !paired.has(old.id)) {
      paired.add(old.id);
      result.changed.add(object.id);
    } else result.added.add(object.id);
  }
  result.gone = before.objects.filter((object) => !paired.has(object.id));
  return result;
}

function content({ class: cls, shape, attributes }: AnnotatedObject): string {
  const sorted = Object.entries(attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([cls, shape, sorted]);
}

export function answersDiffer(a: Document, b: Document, field: string): boolean {
  return !same(a.answers[field], b.answers[field]);
}
