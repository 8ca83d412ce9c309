/** A text with spans over it, cut so that each piece lies in the same spans throughout. */

/** In UTF-16 units. */
export interface UnitSpan {
  id: string;
  start: number;
  end: number;
}

export interface Piece {
  start: number;
  end: number;
  /** Ids of the spans over it, the longest first. */
  over: string[];
}

export interface Paragraph {
  start: number;
  /** Without its line end. */
  end: number;
}

export function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let start = 0;
  while (start <= text.length) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    paragraphs.push({ start, end });
    start = end + 1;
  }
  return paragraphs;
}

/** Spans in the order in which they are stacked: from the left, the longest first. */
export function stacked(spans: readonly UnitSpan[]): UnitSpan[] {
  return [...spans].sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1));
}

/**
 * A line below the text for each span: overlapping spans have different ones, and the longest of
 * those that begin together has the lowest line, so that nested spans look nested.
 */
export function lanesOf(spans: readonly UnitSpan[]): Map<string, number> {
  const lanes = new Map<string, number>();
  const ends: number[] = [];
  for (const { id, start, end } of stacked(spans)) {
    let lane = ends.findIndex((last) => last <= start);
    if (lane < 0) lane = ends.length;
    ends[lane] = end;
    lanes.set(id, lane);
  }
  return lanes;
}

/** The pieces of one paragraph; `spans` are those that touch it, stacked. */
export function piecesOf({ start, end }: Paragraph, spans: readonly UnitSpan[]): Piece[] {
  if (start === end) return [];
  const cuts = new Set([start, end]);
  for (const span of spans) {
    if (span.start > start && span.start < end) cuts.add(span.start);
    if (span.end > start && span.end < end) cuts.add(span.end);
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1] as number;
    const over = spans.filter((span) => span.start <= from && span.end >= to).map((span) => span.id);
    return { start: from, end: to, over };
  });
}

/** For each paragraph the spans that touch it, stacked; spans are few beside characters. */
export function spread(
  paragraphs: readonly Paragraph[],
  spans: readonly UnitSpan[],
): Map<number, UnitSpan[]> {
  const result = new Map<number, UnitSpan[]>();
  for (const span of stacked(spans)) {
    let index = paragraphAt(paragraphs, span.start);
    for (; index < paragraphs.length && (paragraphs[index] as Paragraph).start < span.end; index++) {
      result.set(index, [...(result.get(index) ?? []), span]);
    }
  }
  return result;
}

export function paragraphAt(paragraphs: readonly Paragraph[], unit: number): number {
  let low = 0;
  let high = paragraphs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((paragraphs[middle] as Paragraph).start <= unit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Without blanks at either end; null when nothing else is left. */
export function trimmed(text: string, start: number, end: number): { start: number; end: number } | null {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from] as string)) from++;
  while (to > from && /\s/.test(text[to - 1] as string)) to--;
  return to > from ? { start: from, end: to } : null;
}
