/** Which words two texts have in common, and which stand in one of them only. */

export interface Piece {
  kind: "same" | "gone" | "new";
  text: string;
}

/** Words of letters and digits whole; every other character by itself, Chinese ones too. */
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}_]+|\s+|[\s\S]/gu;
/** Texts that differ in more places than this are compared as wholes: nobody reads such a comparison. */
const MOST_STEPS = 1200;

/** Source: E. W. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1, 1986. */
export function wordDiff(before: string, after: string): Piece[] {
  const a = before.match(WORDS) ?? [];
  const b = after.match(WORDS) ?? [];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const middle = shortest(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return joined([
    ...a.slice(0, head).map((text): Piece => ({ kind: "same", text })),
    ...middle,
    ...a.slice(a.length - tail).map((text): Piece => ({ kind: "same", text })),
  ]);
}

function shortest(a: readonly string[], b: readonly string[]): Piece[] {
  const whole = (): Piece[] => [
    { kind: "gone", text: a.join("") },
    { kind: "new", text: b.join("") },
  ];
  const most = Math.min(a.length + b.length, MOST_STEPS);
  let reach = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let steps = 0; steps <= most; steps++) {
    trace.push(new Map(reach));
    const next = new Map(reach);
    for (let line = -steps; line <= steps; line += 2) {
      let x = fromAbove(reach, line, steps) ? at(reach, line + 1) : at(reach, line - 1) + 1;
      while (x < a.length && x - line < b.length && a[x] === b[x - line]) x++;
      next.set(line, x);
      if (x >= a.length && x - line >= b.length) return walked(a, b, trace);
    }
    reach = next;
  }
  return whole();
}

const at = (reach: ReadonlyMap<number, number>, line: number): number => reach.get(line) ?? -1;

const fromAbove = (reach: ReadonlyMap<number, number>, line: number, steps: number): boolean =>
  line === -steps || (line !== steps && at(reach, line - 1) < at(reach, line + 1));

/** The way back through what was reached, from the end of both texts. */
function walked(a: readonly string[], b: readonly string[], trace: readonly Map<number, number>[]): Piece[] {
  const pieces: Piece[] = [];
  let [x, y] = [a.length, b.length];
  for (let steps = trace.length - 1; steps >= 0; steps--) {
    const reach = trace[steps] as Map<number, number>;
    const line = x - y;
    const before = fromAbove(reach, line, steps) ? line + 1 : line - 1;
    const fromX = steps === 0 ? 0 : at(reach, before);
    const fromY = steps === 0 ? 0 : fromX - before;
    while (x > fromX && y > fromY) {
      x--;
      y--;
      pieces.push({ kind: "same", text: a[x] as string });
    }
    if (steps === 0) break;
    if (x === fromX) pieces.push({ kind: "new", text: b[--y] as string });
    else pieces.push({ kind: "gone", text: a[--x] as string });
  }
  return pieces.reverse();
}

function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece.text === "") continue;
    if (last?.kind === piece.kind) last.text += piece.text;
    else result.push({ ...piece });
  }
  return result;
}
