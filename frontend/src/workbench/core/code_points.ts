/**
 * Offsets in code points and in UTF-16 units.
 *
 * Documents count code points; the browser counts UTF-16 units. Texts without characters beyond the
 * basic plane need no table; others keep the positions of their surrogate pairs only.
 */
export class CodePoints {
  readonly length: number;
  /** UTF-16 offset of the low half of each pair, in order. */
  private readonly pairs: Uint32Array;

  constructor(readonly text: string) {
    const pairs: number[] = [];
    for (let at = 0; at < text.length - 1; at++) {
      if (isHigh(text.charCodeAt(at)) && isLow(text.charCodeAt(at + 1))) pairs.push(++at);
    }
    this.pairs = Uint32Array.from(pairs);
    this.length = text.length - pairs.length;
  }

  /** The code point that the UTF-16 offset stands before; the middle of a pair counts as its start. */
  fromUnits(units: number): number {
    const within = Math.max(0, Math.min(this.text.length, units));
    const before = countBelow(this.pairs, within);
    const inside = this.pairs[before] === within;
    return within - before - (inside ? 1 : 0);
  }

  /** The UTF-16 offset of the code point. */
  toUnits(points: number): number {
    const within = Math.max(0, Math.min(this.length, points));
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const pointsBefore = (this.pairs[middle] as number) - 1 - middle;
      if (pointsBefore < within) low = middle + 1;
      else high = middle;
    }
    return within + low;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.toUnits(start), this.toUnits(end));
  }
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** How many of the sorted numbers are below the limit. */
function countBelow(sorted: Uint32Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
