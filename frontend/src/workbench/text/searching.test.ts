import { expect, test } from "vitest";
import { findAll } from "./searching";

const words = (text: string, terms: string) =>
  findAll(text, terms).map(({ start, end }) => text.slice(start, end));

test("every line is a term, and the longest at a place is taken", () => {
  expect(words("清河县的清河豆子", "清河\n清河县\n\n豆子")).toEqual(["清河县", "清河", "豆子"]);
});

test("signs mean themselves unless the line is an expression", () => {
  expect(words("a.b a+b axb (a)", "a.b\n(a)")).toEqual(["a.b", "(a)"]);
  expect(words("A1 b22 c", "/[a-z]\\d+/i")).toEqual(["A1", "b22"]);
});

test("emoji and rare characters are found whole", () => {
  expect(words("😀𠮷野😀", "😀")).toEqual(["😀", "😀"]);
});

test("an expression that is none is said", () => {
  expect(() => findAll("a", "/(/")).toThrow(SyntaxError);
});
