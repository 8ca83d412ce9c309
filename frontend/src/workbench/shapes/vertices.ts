/** Taking hold of, inserting and removing the vertices of lines and rings. */

import { at, type Flat, type Position, rounded } from "../core/geometry";
import type { Handle } from "./kind";

/** A handle at each vertex, and one at the middle of each side that makes a new vertex when dragged. */
export function vertexHandles(points: Flat, closed: boolean, ring?: number): Handle[] {
  const count = points.length / 2;
  const handles: Handle[] = [];
  for (let i = 0; i < count; i++) {
    const x = at(points, 2 * i);
    const y = at(points, 2 * i + 1);
    handles.push({ x, y, kind: "vertex", index: i, ring, cursor: "move" });
    if (!closed && i === count - 1) continue;
    const j = (i + 1) % count;
    handles.push({
      x: (x + at(points, 2 * j)) / 2,
      y: (y + at(points, 2 * j + 1)) / 2,
      kind: "middle",
      index: i,
      ring,
      cursor: "copy",
    });
  }
  return handles;
}

/** A dragged vertex moves; a dragged middle becomes a vertex. */
export function withVertex(points: readonly number[], handle: Handle, to: Position): number[] {
  const place = [rounded(to.x), rounded(to.y)];
  const next = [...points];
  if (handle.kind === "middle") next.splice(2 * handle.index + 2, 0, ...place);
  else next.splice(2 * handle.index, 2, ...place);
  return next;
}

export function withoutVertex(points: readonly number[], index: number): number[] {
  return [...points.slice(0, 2 * index), ...points.slice(2 * index + 2)];
}
