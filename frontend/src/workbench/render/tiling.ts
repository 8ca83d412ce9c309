/** Which tiles of a huge picture a view needs; pure. */

import type { Rect } from "../core/geometry";

/** How the picture is cut: level `levels - 1` is the picture itself, each one before is half as large. */
export interface TileSet {
  width: number;
  height: number;
  /** Of a tile, in its own pixels. */
  side: number;
  levels: number;
}

export interface TilePlace {
  level: number;
  column: number;
  row: number;
}

export const keyOf = ({ level, column, row }: TilePlace): string => `${level}/${column}_${row}`;

/** Pixels of the original for one pixel of a level. */
const stepOf = (set: TileSet, level: number): number => 2 ** (set.levels - 1 - level);

/** Where a tile lies, in pixels of the original. */
export function rectOf(set: TileSet, { level, column, row }: TilePlace): Rect {
  const step = stepOf(set, level);
  const size = set.side * step;
  const wide = Math.ceil(set.width / step) * step;
  const high = Math.ceil(set.height / step) * step;
  return {
    minX: column * size,
    minY: row * size,
    maxX: Math.min((column + 1) * size, wide),
    maxY: Math.min((row + 1) * size, high),
  };
}

/** The coarsest level that shows every pixel of a screen with `scale` screen pixels to one of the original. */
export function levelFor(set: TileSet, scale: number): number {
  const finest = set.levels - 1;
  return Math.max(0, Math.min(finest, finest + Math.ceil(Math.log2(scale) - 0.01)));
}

/** The tiles of a level in a part of the picture, those in its middle first. */
export function tilesIn(set: TileSet, level: number, seen: Rect): TilePlace[] {
  const step = stepOf(set, level);
  const size = set.side * step;
  const columns = Math.ceil(set.width / size);
  const rows = Math.ceil(set.height / size);
  const from = (at: number) => Math.max(0, Math.floor(at / size));
  const places: TilePlace[] = [];
  for (let row = from(seen.minY); row < rows && row * size < seen.maxY; row++)
    for (let column = from(seen.minX); column < columns && column * size < seen.maxX; column++)
      places.push({ level, column, row });
  const x = (seen.minX + seen.maxX) / 2 / size - 0.5;
  const y = (seen.minY + seen.maxY) / 2 / size - 0.5;
  const away = (place: TilePlace) => Math.hypot(place.column - x, place.row - y);
  return places.sort((one, other) => away(one) - away(other));
}
