/** Finding words and patterns in a text, so that all of them are marked at once. */

export interface Found {
  /** UTF-16 units. */
  start: number;
  end: number;
}

export const MOST_FOUND = 5_000;

/**
 * Where the terms stand: one a line, as it is written; a line `/…/` is a regular expression (`/…/i` whatever
 * the case). Longer finds win over shorter ones at the same place; none overlap.
 *
 * Throws SyntaxError for an expression that is none.
 */
export function findAll(text: string, terms: string): Found[] {
  const found = terms
    .split("\n")
    .filter((term) => term.trim() !== "")
    .flatMap((term) => matches(text, patternOf(term)));
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Found[] = [];
  for (const one of found) if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
  return kept.slice(0, MOST_FOUND);
}

function patternOf(term: string): RegExp {
  const expression = /^\/(.+)\/(i?)$/.exec(term);
  if (expression) return new RegExp(expression[1] as string, `gu${expression[2]}`);
  return new RegExp(term.trim().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "gu");
}

function matches(text: string, pattern: RegExp): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(pattern)) {
    if (match[0] !== "") found.push({ start: match.index, end: match.index + match[0].length });
    if (found.length >= MOST_FOUND) break;
  }
  return found;
}
