import { expect, test } from "vitest";
import { clock, intervalBetween } from "./segments";

test("an interval has its ends in order, inside the recording, in milliseconds", () => {
  expect(intervalBetween(2.00049, 1, 10)).toEqual({ type: "interval", start: 1, end: 2 });
  expect(intervalBetween(-3, 12, 10)).toEqual({ type: "interval", start: 0, end: 10 });
});

test("a slip of the hand is no segment", () => {
  expect(intervalBetween(1, 1.01, 10)).toBeNull();
});

test("the clock carries into minutes", () => {
  expect(clock(59.9996)).toBe("1:00.000");
  expect(clock(62.345)).toBe("1:02.345");
});
