import { expect, it } from "vitest";
import { nextOpen } from "./sampleOrder";

const items = (...marks: (boolean | null)[]) => marks.map((ok) => ({ ok }));

it("goes to the next item that nobody looked at, and comes round to those left out", () => {
  expect(nextOpen(items(true, null, null), 0)).toBe(1);
  expect(nextOpen(items(null, true, true), 1)).toBe(0);
  expect(nextOpen(items(null, null), -1)).toBe(0);
});

it("stays when all were looked at", () => {
  expect(nextOpen(items(true, false), 1)).toBe(1);
  expect(nextOpen(items(true, false), -1)).toBe(0);
});
