/** Shapes as records for the buffers: four corners `ax ay bx by row corner` for a segment, three `x y row` for a triangle. */

import earcut from "earcut";
import { at, type Flat } from "../../core/geometry";
import type { PictureShape } from "../../core/model";
import type { ObjectClass } from "../../core/schema";
import { kindOf } from "../../shapes/registry";

export const SEGMENT_WIDTH = 6;
/** Corners of the strip that a segment is widened to. */
export const SEGMENT_CORNERS = 4;
/** Added to the corner's number for a round dot. */
const DOT = 4;
export const CORNER_WIDTH = 3;

export function segments(shape: PictureShape, cls: ObjectClass | undefined, row: number): number[] {
  const records: number[] = [];
  const kind = kindOf(shape);
  for (const { points, closed } of kind.lines(shape, cls)) {
    const count = points.length / 2;
    for (let i = 0; i < (closed ? count : count - 1); i++) {
      const j = (i + 1) % count;
      const [ax, ay, bx, by] = [
        at(points, 2 * i),
        at(points, 2 * i + 1),
        at(points, 2 * j),
        at(points, 2 * j + 1),
      ];
      for (let corner = 0; corner < SEGMENT_CORNERS; corner++) records.push(ax, ay, bx, by, row, corner);
    }
  }
  const dots = kind.dots(shape);
  for (let i = 0; i + 1 < dots.length; i += 2) {
    const [x, y] = [at(dots, i), at(dots, i + 1)];
    for (let corner = 0; corner < SEGMENT_CORNERS; corner++) records.push(x, y, x, y, row, corner + DOT);
  }
  return records;
}

export function triangles(shape: PictureShape, row: number): number[] {
  const area = kindOf(shape).area(shape);
  if (!area) return [];
  const records: number[] = [];
  if (area.holes.length === 0 && area.points.length === 8) {
    for (const corner of [0, 1, 2, 0, 2, 3]) push(records, area.points, corner, row);
    return records;
  }
  const all = [...Array.from(area.points)];
  const starts: number[] = [];
  for (const hole of area.holes) {
    starts.push(all.length / 2);
    for (let i = 0; i < hole.length; i++) all.push(at(hole, i));
  }
  for (const corner of earcut(all, starts)) push(records, all, corner, row);
  return records;
}

function push(records: number[], points: Flat, corner: number, row: number): void {
  records.push(at(points, 2 * corner), at(points, 2 * corner + 1), row);
}
