import { expect, test } from "vitest";
import { difference } from "./difference";
import type { AnnotatedObject, Document } from "./model";

const box = (id: string, x: number): AnnotatedObject => ({
  id,
  class: "car",
  shape: { type: "box", x, y: 0, w: 9, h: 9 },
});
const of = (...objects: AnnotatedObject[]): Document => ({ objects, relations: [], answers: {} });

test("what one person changed is told by its id", () => {
  const found = difference(
    of(box("a", 0), box("b", 10), box("c", 20)),
    of(box("a", 0), box("b", 11), box("d", 50)),
  );
  expect([...found.changed]).toEqual(["b"]);
  expect([...found.added]).toEqual(["d"]);
  expect(found.gone.map((object) => object.id)).toEqual(["c"]);
});

test("alike objects of two people are no difference, whatever their ids", () => {
  const found = difference(of(box("x1", 0), box("x2", 10)), of(box("y1", 10), box("y2", 0)));
  expect(found).toEqual({ changed: new Set(), added: new Set(), gone: [] });
});
