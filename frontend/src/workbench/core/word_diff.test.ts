import fc from "fast-check";
import { expect, test } from "vitest";
import { type Piece, wordDiff } from "./word_diff";

const side = (pieces: readonly Piece[], left: "gone" | "new"): string =>
  pieces
    .filter(({ kind }) => kind === "same" || kind === left)
    .map(({ text }) => text)
    .join("");

const text = fc.array(fc.constantFrom("豆", "田", "bean", "field", " ", "，", "\n"), { maxLength: 30 });

test("the pieces are both texts, in order", () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [before, after] = [a.join(""), b.join("")];
      const pieces = wordDiff(before, after);
      expect(side(pieces, "gone")).toBe(before);
      expect(side(pieces, "new")).toBe(after);
    }),
  );
});

test("a word changed in a sentence is the only difference", () => {
  expect(wordDiff("the bean is good", "the pea is good")).toEqual([
    { kind: "same", text: "the " },
    { kind: "gone", text: "bean" },
    { kind: "new", text: "pea" },
    { kind: "same", text: " is good" },
  ]);
});

test("Chinese is compared character by character", () => {
  expect(wordDiff("今天很好", "今天真好").filter(({ kind }) => kind !== "same")).toEqual([
    { kind: "gone", text: "很" },
    { kind: "new", text: "真" },
  ]);
});

test("texts that have next to nothing in common are told as wholes, quickly", () => {
  const a = Array.from({ length: 4000 }, (_, i) => `a${i}`).join(" ");
  const b = Array.from({ length: 4000 }, (_, i) => `b${i}`).join("-");
  expect(wordDiff(a, b)).toHaveLength(2);
});
