import { describe, expect, it } from "vitest";
import type { AnnotatedObject } from "@/api/types";
import { piecesOf } from "./spans";

function span(id: string, start: number, end: number, part?: string): AnnotatedObject {
  return { id, class: "place", shape: { type: "span", start, end, part } };
}

const summary = (text: string, objects: AnnotatedObject[], part?: string) =>
  piecesOf(text, objects, part).map(({ piece, over }) => [piece, over.map(({ id }) => id).join()]);

describe("a text with spans", () => {
  it("is cut where spans begin and end, and nothing of it is lost", () => {
    expect(summary("从北京到上海", [span("a", 1, 3), span("b", 4, 6)])).toEqual([
      ["从", ""],
      ["北京", "a"],
      ["到", ""],
      ["上海", "b"],
    ]);
  });

  it("shows every span that covers a piece when they overlap", () => {
    expect(summary("abcd", [span("a", 0, 3), span("b", 1, 4)])).toEqual([
      ["a", "a"],
      ["bc", "a,b"],
      ["d", "b"],
    ]);
  });

  it("counts code points, so that a sign outside the basic plane is one", () => {
    expect(summary("𠮷野家", [span("a", 1, 3)])).toEqual([
      ["𠮷", ""],
      ["野家", "a"],
    ]);
  });

  it("shows the spans of its own part of a chat only", () => {
    expect(summary("ab", [span("a", 0, 1, "turn:0")], "turn:1")).toEqual([["ab", ""]]);
  });

  it("cuts a span off at the end of the text", () => {
    expect(summary("ab", [span("a", 1, 9)])).toEqual([
      ["a", ""],
      ["b", "a"],
    ]);
  });
});
