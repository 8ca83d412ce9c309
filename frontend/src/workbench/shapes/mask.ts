import type { Mask } from "../core/model";
import { type Kind, outside } from "./kind";

const rect = ({ x, y, w, h }: Mask) => ({ minX: x, minY: y, maxX: x + w, maxY: y + h });

/** One byte a pixel of the window, row by row: 255 inside, 0 outside. */
export function decoded(mask: Mask): Uint8Array {
  const pixels = new Uint8Array(mask.w * mask.h);
  let start = 0;
  mask.counts.forEach((run, index) => {
    if (index % 2) pixels.fill(255, start, start + run);
    start += run;
  });
  return pixels;
}

/** Run lengths of the pixels that are set, beginning with a run of zeros. */
export function runs(pixels: ArrayLike<number>): number[] {
  const counts: number[] = [];
  let inside = false;
  let run = 0;
  for (let i = 0; i < pixels.length; i++) {
    if (Boolean(pixels[i]) === inside) run++;
    else {
      counts.push(run);
      inside = !inside;
      run = 1;
    }
  }
  counts.push(run);
  return counts;
}

function covers(mask: Mask, x: number, y: number): boolean {
  const column = Math.floor(x) - mask.x;
  const row = Math.floor(y) - mask.y;
  if (column < 0 || row < 0 || column >= mask.w || row >= mask.h) return false;
  const index = row * mask.w + column;
  let end = 0;
  for (let i = 0; i < mask.counts.length; i++) {
    end += mask.counts[i] as number;
    if (index < end) return i % 2 === 1;
  }
  return false;
}

export const mask: Kind<Mask> = {
  bounds: rect,
  lines: () => [],
  dots: () => [],
  area: () => null,
  distance: (shape, x, y) => (covers(shape, x, y) ? 0 : Infinity),
  moved: (shape, dx, dy) => ({
    ...shape,
    x: Math.max(0, Math.round(shape.x + dx)),
    y: Math.max(0, Math.round(shape.y + dy)),
  }),
  handles: () => [],
  dragged: (shape) => shape,
  faults: (shape, size) => outside(rect(shape), size),
};
