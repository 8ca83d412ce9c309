import type { AnnotatedObject } from "@/api/types";

export interface Piece {
  /** Code point where the piece begins. */
  start: number;
  piece: string;
  /** Objects whose span covers the piece, the earliest first. */
  over: AnnotatedObject[];
  /** Objects whose span ends with the piece. */
  ending: AnnotatedObject[];
}

/** Cuts a text at the borders of all spans; positions are Unicode code points. */
export function piecesOf(text: string, objects: AnnotatedObject[], part?: string): Piece[] {
  const points = [...text];
  const spans = objects.flatMap((object) =>
    object.shape.type === "span" && (object.shape.part ?? undefined) === part
      ? [{ object, start: object.shape.start, end: Math.min(object.shape.end, points.length) }]
      : [],
  );
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const borders = [...new Set([0, points.length, ...spans.flatMap(({ start, end }) => [start, end])])]
    .filter((border) => border >= 0 && border <= points.length)
    .sort((a, b) => a - b);
  return borders.slice(0, -1).map((start, i) => {
    const end = borders[i + 1] ?? points.length;
    return {
      start,
      piece: points.slice(start, end).join(""),
      over: spans.filter((one) => one.start <= start && one.end >= end).map((one) => one.object),
      ending: spans.filter((one) => one.end === end).map((one) => one.object),
    };
  });
}
