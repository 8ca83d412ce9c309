import { expect, test } from "vitest";
import type { Lease } from "../core/wire";
import { windowOf } from "./crops";
import { Sorting } from "./sorting";

const lease = (id: number, classes: string[]): Lease => ({
  id,
  item_id: id,
  name: `item ${id}`,
  task: "review",
  until: "2026-01-01T00:00:00Z",
  content: { kind: "image", sha256: "a", width: 100, height: 100 },
  schema_version: 1,
  guide_version: 1,
  answers: [
    {
      id: `answer ${id}`,
      document: {
        objects: classes.map((name, index) => ({
          id: `o${index}`,
          class: name,
          shape: { type: "box", x: 10, y: 20, w: 30, h: 10 },
        })),
        relations: [],
        answers: {},
      },
    },
  ],
});

test("an item with a wrong object goes back with the object named, the others pass; one without objects is left", () => {
  const sorting = new Sorting();
  sorting.take([lease(1, ["car", "car"]), lease(2, ["car"]), lease(3, [])]);
  sorting.mark("1 o1", true);
  const verdicts = sorting
    .verdicts()
    .map(({ body }) => [body.verdict, body.defects.map((one) => one.object_id)]);
  expect(verdicts).toEqual([
    ["return", ["o1"]],
    ["pass", []],
  ]);
});

test("a class that was not on the screen is not passed unseen, also when more items come", () => {
  const sorting = new Sorting();
  sorting.take([lease(1, ["car", "sign"])]);
  expect(sorting.unseen).toBe("sign");
  sorting.show("sign");
  expect(sorting.unseen).toBeNull();
  sorting.take([lease(1, ["car", "sign"]), lease(2, ["car"])]);
  expect(sorting.unseen).toBe("car");
});

test("a crop is a square round the object with a rim", () => {
  const object = { id: "o", class: "car", shape: { type: "box" as const, x: 10, y: 20, w: 40, h: 10 } };
  expect(windowOf(object)).toEqual({ x: 4, y: -1, size: 52 });
});
