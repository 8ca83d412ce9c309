import { expect, test } from "vitest";
import type { Attribute } from "@/api/types";
import { attributesOf, rowsOf } from "./attributes";

const known: Attribute[] = [
  { name: "occluded", type: "boolean", title: { zh: "被遮挡", en: "Occluded" }, default: false },
  {
    name: "make",
    type: "choice",
    options: [{ name: "suv", title: { zh: "越野车" } }, { name: "van" }],
    required: true,
    when: { name: "occluded", equals: false },
  },
  { name: "doors", type: "number", min: 0, max: 5, step: 1, unit: "扇" },
];

test("attributes come back from the form as they went in, with what it does not show", () => {
  expect(attributesOf(rowsOf(known))).toEqual(known);
});

test("a condition is read with the type of its value", () => {
  const [row] = rowsOf([{ name: "a", type: "text" }]);
  const read = (when: string) => attributesOf([{ ...row, name: "a", type: "text", when }])[0]?.when;
  expect(read("occluded = true")).toEqual({ name: "occluded", equals: true });
  expect(read("doors = 4")).toEqual({ name: "doors", equals: 4 });
  expect(read("make = suv")).toEqual({ name: "make", equals: "suv" });
  expect(read("")).toBeUndefined();
});

test("what belongs to another type goes when the type changes", () => {
  const rows = rowsOf(known).map((row) => ({ ...row, type: "boolean" as const }));
  expect(attributesOf(rows)[2]).toEqual({ name: "doors", type: "boolean" });
});
