import fc from "fast-check";
import { expect, test } from "vitest";
import { CodePoints } from "./code_points";

const text = fc.string({ unit: "grapheme", maxLength: 60 });

test("every code point maps to its UTF-16 offset and back", () => {
  fc.assert(
    fc.property(text, (sample) => {
      const points = new CodePoints(sample);
      const characters = [...sample];
      expect(points.length).toBe(characters.length);
      for (let at = 0; at <= characters.length; at++) {
        const units = characters.slice(0, at).join("").length;
        expect(points.toUnits(at)).toBe(units);
        expect(points.fromUnits(units)).toBe(at);
      }
    }),
  );
});

test("a slice by code points is the slice of the characters", () => {
  fc.assert(
    fc.property(text, fc.nat(60), fc.nat(60), (sample, a, b) => {
      const [start, end] = [Math.min(a, b), Math.max(a, b)];
      expect(new CodePoints(sample).slice(start, end)).toBe([...sample].slice(start, end).join(""));
    }),
  );
});

test("the middle of an emoji counts as its start, and a lone surrogate as one", () => {
  const points = new CodePoints("豆😀田");
  expect(points.fromUnits(2)).toBe(1);
  expect(points.fromUnits(3)).toBe(2);
  expect(new CodePoints("a\ud800b").length).toBe(3);
});
