/** Filling on a grid of pixels: areas inside rings, and what is connected with a place. */

import { at, type Flat } from "../core/geometry";

type Take = (row: number, left: number, right: number) => void;

/** The spans of pixels whose middles lie inside the rings, by the even–odd rule, row by row. */
export function scanned(rings: readonly Flat[], height: number, take: Take): void {
  let [first, last] = [Infinity, -Infinity];
  for (const ring of rings)
    for (let i = 1; i < ring.length; i += 2) {
      first = Math.min(first, at(ring, i));
      last = Math.max(last, at(ring, i));
    }
  const top = Math.max(0, Math.floor(first));
  const bottom = Math.min(height, Math.ceil(last));
  for (let y = top; y < bottom; y++) {
    const crossings = rings.flatMap((ring) => crossed(ring, y + 0.5)).sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const left = Math.ceil(at(crossings, i) - 0.5);
      const right = Math.ceil(at(crossings, i + 1) - 0.5);
      if (right > left) take(y, left, right);
    }
  }
}

function crossed(ring: Flat, y: number): number[] {
  const xs: number[] = [];
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [ay, by] = [at(ring, i + 1), at(ring, j + 1)];
    if (ay > y !== by > y) xs.push(((at(ring, j) - at(ring, i)) * (y - ay)) / (by - ay) + at(ring, i));
  }
  return xs;
}

/**
 * Takes the pixels that fit and are connected with (x, y) by their sides, span by span. What was taken must
 * not fit any more. False when the first one does not fit.
 */
export function flood(
  size: { width: number; height: number },
  x: number,
  y: number,
  fits: (index: number) => boolean,
  take: Take,
): boolean {
  const { width, height } = size;
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (column < 0 || row < 0 || column >= width || row >= height || !fits(row * width + column)) return false;
  const seeds: number[] = [column, row];
  while (seeds.length) {
    const seedY = seeds.pop() as number;
    const seedX = seeds.pop() as number;
    const start = seedY * width;
    if (!fits(start + seedX)) continue;
    let left = seedX;
    let right = seedX + 1;
    while (left > 0 && fits(start + left - 1)) left--;
    while (right < width && fits(start + right)) right++;
    take(seedY, left, right);
    for (const near of [seedY - 1, seedY + 1]) {
      if (near < 0 || near >= height) continue;
      let before = false;
      for (let i = left; i < right; i++) {
        const now = fits(near * width + i);
        if (now && !before) seeds.push(i, near);
        before = now;
      }
    }
  }
  return true;
}
