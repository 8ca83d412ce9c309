import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as commands from "./commands";
import type { AnnotatedObject, Document } from "./model";
import { type Delta, DocumentStore } from "./store";

const box = (id: string, x = 0): AnnotatedObject => ({
  id,
  class: "car",
  shape: { type: "box", x, y: 0, w: 10, h: 10 },
  attributes: {},
});

const start = (): Document => ({
  objects: ["o1", "o2", "o3", "o4"].map((id, index) => box(id, index * 20)),
  relations: [
    { from: "o1", to: "o2", class: "pulls" },
    { from: "o2", to: "o3", class: "pulls" },
  ],
  answers: { weather: "rain", clear: { o1: true, o3: false } },
});
const suggestions = [box("s1", 200), box("s2", 220)];

const id = fc.constantFrom("o1", "o2", "o3", "o4", "n1", "n2", "s1");
type Step = (store: DocumentStore) => [name: string, deltas: Delta[], merge?: string] | "undo" | "redo";

const step: fc.Arbitrary<Step> = fc.oneof(
  id.map(
    (one): Step =>
      (store) => ["add", store.has(one) ? [] : commands.added(store, [box(one)])],
  ),
  fc.array(id, { maxLength: 3 }).map(
    (ids): Step =>
      (store) => ["remove", commands.removed(store, ids)],
  ),
  fc.tuple(id, fc.integer({ min: 0, max: 99 })).map(
    ([one, x]): Step =>
      (store) => [
        "move",
        commands.reshaped(store, new Map([[one, { type: "box", x, y: 1, w: 5, h: 5 }]])),
        `move ${one}`,
      ],
  ),
  fc.tuple(id, fc.constantFrom("a", "b"), fc.option(fc.integer(), { nil: undefined })).map(
    ([one, name, value]): Step =>
      (store) => ["attribute", commands.attributed(store, [one], name, value), `attribute ${one}`],
  ),
  fc.tuple(fc.constantFrom("weather", "note"), fc.option(fc.string(), { nil: undefined })).map(
    ([name, value]): Step =>
      (store) => ["answer", commands.answered(store, name, value), `answer ${name}`],
  ),
  fc.tuple(id, fc.option(fc.boolean(), { nil: undefined })).map(
    ([one, value]): Step =>
      (store) => ["answer", commands.answered(store, "clear", value, one)],
  ),
  fc.tuple(id, id).map(
    ([from, to]): Step =>
      (store) => ["link", commands.linked(store, { from, to, class: "pulls" })],
  ),
  fc.tuple(id, fc.integer({ min: -1, max: 9 })).map(
    ([one, to]): Step =>
      (store) => ["restack", commands.restacked(store, one, to)],
  ),
  fc.constantFrom("s1", "s2").map(
    (one): Step =>
      (store) => {
        const open = store.suggestion(one);
        return ["accept", open && !store.objects.has(one) ? commands.accepted(store, [open]) : []];
      },
  ),
  fc.constantFrom<Step>(
    () => "undo",
    () => "redo",
  ),
);

function perform(store: DocumentStore, steps: readonly Step[]): void {
  for (const one of steps) {
    const what = one(store);
    if (what === "undo") store.undo();
    else if (what === "redo") store.redo();
    else store.apply(...what);
  }
}

const snapshot = (store: DocumentStore) => ({
  ...store.document(),
  suggestions: ["s1", "s2"].map((one) => store.suggestionState(one)),
});

const other: fc.Arbitrary<Document> = fc
  .tuple(fc.uniqueArray(id, { maxLength: 6 }), fc.integer({ min: 0, max: 3 }), fc.boolean())
  .map(([ids, x, linked]) => ({
    objects: ids.map((one) => box(one, x)),
    relations:
      linked && ids[0] && ids[1] ? [{ from: ids[0], to: ids[1], class: x % 2 ? "pulls" : "before" }] : [],
    answers: x ? { weather: x } : { note: "n" },
  }));

describe("the document store", () => {
  test("another document put in its place is that document, and undone the old one", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), other, (steps, wanted) => {
        const store = new DocumentStore(start(), suggestions, () => 0);
        perform(store, steps);
        const before = snapshot(store);
        store.apply("replace", commands.replaced(store, wanted));
        const now = store.document();
        expect(new Map(now.objects.map((one) => [one.id, one]))).toEqual(
          new Map(wanted.objects.map((one) => [one.id, one])),
        );
        expect([now.relations, now.answers]).toEqual([wanted.relations, wanted.answers]);
        if (store.canUndo && JSON.stringify(snapshot(store)) !== JSON.stringify(before)) store.undo();
        expect(snapshot(store)).toEqual(before);
      }),
    );
  });

  test("any commands, all undone, give the document that was opened", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const store = new DocumentStore(start(), suggestions, () => 0);
        const before = snapshot(store);
        perform(store, steps);
        while (store.undo());
        expect(snapshot(store)).toEqual(before);
      }),
    );
  });

  test("what was undone comes back by redo", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), (steps, back) => {
        const store = new DocumentStore(start(), suggestions, () => 0);
        perform(store, steps);
        while (store.redo());
        const after = snapshot(store);
        let undone = 0;
        while (undone < back && store.undo()) undone++;
        while (store.redo());
        expect(snapshot(store)).toEqual(after);
      }),
    );
  });

  test("a journal played on the opened document gives the document at hand and the same undo", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const store = new DocumentStore(start(), suggestions, () => 0);
        perform(store, steps);
        const again = new DocumentStore(start(), suggestions, () => 0);
        again.replay(JSON.parse(JSON.stringify(store.journal())));
        expect(snapshot(again)).toEqual(snapshot(store));
        while (again.undo());
        expect(snapshot(again)).toEqual(snapshot(new DocumentStore(start(), suggestions)));
      }),
    );
  });

  test("typing in quick succession is one step of undo, and a pause begins another", () => {
    let now = 0;
    const store = new DocumentStore(start(), [], () => now);
    for (const text of ["h", "he", "hel"]) {
      store.apply("answer", commands.answered(store, "note", text), "answer note");
      now += 100;
    }
    now += 5000;
    store.apply("answer", commands.answered(store, "note", "hello"), "answer note");
    store.undo();
    expect(store.answer("note")).toBe("hel");
    store.undo();
    expect(store.answer("note")).toBeUndefined();
    expect(store.canUndo).toBe(false);
  });

  test("a removed object takes its relations and the answers about it along", () => {
    const store = new DocumentStore(start());
    store.apply("remove", commands.removed(store, ["o1"]));
    expect(store.document().relations).toEqual([{ from: "o2", to: "o3", class: "pulls" }]);
    expect(store.answer("clear")).toEqual({ o3: false });
  });

  test("a suggestion taken over loses the model's score and remembers whether it was changed", () => {
    const store = new DocumentStore({ ...start(), objects: [] }, [{ ...box("s1"), score: 0.7 }, box("s2")]);
    const [first, second] = store.openSuggestions() as [AnnotatedObject, AnnotatedObject];
    store.apply("accept", commands.accepted(store, [first]));
    const shape = { type: "box" as const, x: 1, y: 1, w: 2, h: 2 };
    store.apply("accept", commands.accepted(store, [second], new Map([["s2", shape]])));
    expect(store.objects.get("s1")).toEqual(box("s1"));
    expect(store.objects.get("s2")?.shape).toEqual(shape);
    expect([store.suggestionState("s1"), store.suggestionState("s2")]).toEqual(["accepted", "changed"]);
  });
});
