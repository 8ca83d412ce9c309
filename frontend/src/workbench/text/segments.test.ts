import fc from "fast-check";
import { expect, test } from "vitest";
import { lanesOf, paragraphsOf, piecesOf, spread, trimmed, type UnitSpan } from "./segments";

const text = "豆田 Beanfield\n\n第二段 😀 end\n";
const spans = fc
  .array(fc.tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 20 })), { maxLength: 8 })
  .map((list) =>
    list.map(
      ([start, length], index): UnitSpan => ({
        id: `s${index}`,
        start,
        end: Math.min(text.length, start + length),
      }),
    ),
  );

test("paragraphs and pieces put together give the text", () => {
  fc.assert(
    fc.property(spans, (list) => {
      const paragraphs = paragraphsOf(text);
      const touching = spread(paragraphs, list);
      const lines = paragraphs.map((paragraph, index) =>
        piecesOf(paragraph, touching.get(index) ?? [])
          .map((piece) => text.slice(piece.start, piece.end))
          .join(""),
      );
      expect(lines.join("\n")).toBe(text);
    }),
  );
});

test("every character lies under exactly the spans that cover it", () => {
  fc.assert(
    fc.property(spans, (list) => {
      const paragraphs = paragraphsOf(text);
      const touching = spread(paragraphs, list);
      paragraphs.forEach((paragraph, index) => {
        for (const piece of piecesOf(paragraph, touching.get(index) ?? [])) {
          const covering = list.filter((span) => span.start <= piece.start && span.end >= piece.end);
          expect([...piece.over].sort()).toEqual(covering.map((span) => span.id).sort());
        }
      });
    }),
  );
});

test("spans that overlap never share a line", () => {
  fc.assert(
    fc.property(spans, (list) => {
      const lanes = lanesOf(list);
      for (const a of list) {
        for (const b of list) {
          if (a.id !== b.id && a.start < b.end && b.start < a.end)
            expect(lanes.get(a.id)).not.toBe(lanes.get(b.id));
        }
      }
    }),
  );
});

test("blanks at the ends of what was marked are left out", () => {
  expect(trimmed("  ab ", 0, 5)).toEqual({ start: 2, end: 4 });
  expect(trimmed("a　b", 1, 2)).toBeNull();
});
