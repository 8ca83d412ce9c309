/** From pixels to outlines: the borders of a mask as rings, with few points. */

import { at, inRing, ringArea, segmentDistance } from "../core/geometry";
import type { Mask, Polygon } from "../core/model";
import { decoded } from "./mask";

/** Steps right, down, left, up. */
const DX = [1, 0, -1, 0] as const;
const DY = [0, 1, 0, -1] as const;
/** The pixels ahead of a corner, on the left and on the right of each direction, from the corner. */
const LEFT = [
  [0, -1],
  [0, 0],
  [-1, 0],
  [-1, -1],
] as const;
const RIGHT = [
  [0, 0],
  [-1, 0],
  [-1, -1],
  [0, -1],
] as const;

/** A border that leaves the pixels' own by at most this much. */
const SLACK = 0.9;
/** Specks with fewer pixels than this are left out. */
const LEAST_AREA = 4;

/** The polygons that a mask's areas make, the largest first; holes stay holes. */
export function polygonsOf(mask: Mask, slack = SLACK): Polygon[] {
  const outer: number[][] = [];
  const holes: number[][] = [];
  for (const ring of borders(mask)) (turn(ring) > 0 ? outer : holes).push(ring);
  const large = outer
    .filter((ring) => ringArea(ring) >= LEAST_AREA)
    .sort((a, b) => ringArea(b) - ringArea(a));
  const own = new Map<number[], number[][]>(large.map((ring) => [ring, []]));
  for (const hole of holes) {
    if (ringArea(hole) < LEAST_AREA) continue;
    // The smallest that holds it: an island may lie in another's hole.
    const around = large.findLast((ring) => inRing(ring, at(hole, 0) + 0.5, at(hole, 1) - 0.5));
    if (around) own.get(around)?.push(hole);
  }
  return large.map((ring): Polygon => {
    const inner = (own.get(ring) ?? [])
      .map((hole) => thinned(hole, slack))
      .filter((hole) => hole.length >= 6);
    const points = thinned(ring, slack);
    return { type: "polygon", points, ...(inner.length ? { holes: inner } : {}) };
  });
}

/** Twice the signed area: positive clockwise on the screen, as areas are walked; holes the other way. */
function turn(ring: readonly number[]): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    sum += at(ring, j) * at(ring, i + 1) - at(ring, i) * at(ring, j + 1);
  return sum;
}

/** All closed borders along the sides of pixels, with what is set on their right. */
function borders(mask: Mask): number[][] {
  const { w, h } = mask;
  const pixels = decoded(mask);
  const walked = new Uint8Array(w * h);
  const set = (x: number, y: number) => x >= 0 && y >= 0 && x < w && y < h && pixels[y * w + x] !== 0;
  const rings: number[][] = [];
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const index = y * w + x;
      if (!pixels[index] || walked[index] || set(x, y - 1)) continue;
      rings.push(walk(x, y, set, (along) => (walked[along.y * w + along.x] = 1)));
    }
  }
  return rings.map((ring) => ring.map((value, i) => value + (i % 2 ? mask.y : mask.x)));
}

type Set = (x: number, y: number) => boolean;

/** One border, from the upper left corner of a pixel whose upper side is one, back to it. */
function walk(startX: number, startY: number, set: Set, mark: (pixel: { x: number; y: number }) => void) {
  const ring: number[] = [];
  let [x, y, way] = [startX, startY, 0];
  do {
    if (way === 0) mark({ x, y });
    x += DX[way] as number;
    y += DY[way] as number;
    const before = way;
    const [rx, ry] = RIGHT[way] as readonly [number, number];
    const [lx, ly] = LEFT[way] as readonly [number, number];
    if (!set(x + rx, y + ry)) way = (way + 1) % 4;
    else if (set(x + lx, y + ly)) way = (way + 3) % 4;
    if (way !== before) ring.push(x, y);
  } while (x !== startX || y !== startY || way !== 0);
  return ring;
}

/** The ring with the points left out that lie within `slack` of it (Douglas and Peucker). */
export function thinned(ring: readonly number[], slack: number): number[] {
  const count = ring.length / 2;
  if (count < 5) return [...ring];
  const far = farthest(ring, 0);
  const kept = new Set([0, far]);
  split(ring, 0, far, slack, kept);
  split(ring, far, count, slack, kept);
  const points = [...kept].sort((a, b) => a - b).flatMap((i) => [at(ring, 2 * i), at(ring, 2 * i + 1)]);
  return points.length >= 6 ? points : [...ring];
}

function farthest(ring: readonly number[], from: number): number {
  let best = 0;
  let most = -1;
  for (let i = 0; i < ring.length / 2; i++) {
    const away = Math.hypot(
      at(ring, 2 * i) - at(ring, 2 * from),
      at(ring, 2 * i + 1) - at(ring, 2 * from + 1),
    );
    if (away > most) [most, best] = [away, i];
  }
  return best;
}

/** Keeps what is needed between two points of the ring; `to` may be the count, which is its start again. */
function split(
  ring: readonly number[],
  from: number,
  to: number,
  slack: number,
  kept: { add(i: number): void },
) {
  const open: [number, number][] = [[from, to]];
  const count = ring.length / 2;
  const x = (i: number) => at(ring, 2 * (i % count));
  const y = (i: number) => at(ring, 2 * (i % count) + 1);
  while (open.length) {
    const [start, end] = open.pop() as [number, number];
    let most = slack;
    let best = -1;
    for (let i = start + 1; i < end; i++) {
      const away = segmentDistance(x(i), y(i), x(start), y(start), x(end), y(end));
      if (away > most) [most, best] = [away, i];
    }
    if (best < 0) continue;
    kept.add(best);
    open.push([start, best], [best, end]);
  }
}
