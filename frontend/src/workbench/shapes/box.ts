import { inRect, lineDistance, type Position, rounded } from "../core/geometry";
import type { Box } from "../core/model";
import { type Handle, type Kind, outside } from "./kind";

const CURSORS = ["nwse", "ns", "nesw", "ew", "nwse", "ns", "nesw", "ew"];

/** Corners and edges clockwise from the upper left: x and y as shares of the width and height. */
export const GRIPS: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.5, 0],
  [1, 0],
  [1, 0.5],
  [1, 1],
  [0.5, 1],
  [0, 1],
  [0, 0.5],
];

const ring = ({ x, y, w, h }: Box): number[] => [x, y, x + w, y, x + w, y + h, x, y + h];
const rect = ({ x, y, w, h }: Box) => ({ minX: x, minY: y, maxX: x + w, maxY: y + h });

/** The box between two corners, whichever they are. */
export function boxBetween(a: Position, b: Position): Box {
  const x = rounded(Math.min(a.x, b.x));
  const y = rounded(Math.min(a.y, b.y));
  return { type: "box", x, y, w: rounded(Math.max(a.x, b.x) - x), h: rounded(Math.max(a.y, b.y) - y) };
}

/** The corner that makes a square with `from`, on the side of `to`. */
export function squared(from: Position, to: Position): Position {
  const side = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  return {
    x: from.x + side * Math.sign(to.x - from.x || 1),
    y: from.y + side * Math.sign(to.y - from.y || 1),
  };
}

export const box: Kind<Box> = {
  bounds: rect,
  lines: (shape) => [{ points: ring(shape), closed: true }],
  dots: () => [],
  area: (shape) => ({ points: ring(shape), holes: [] }),
  distance: (shape, x, y) => (inRect(rect(shape), x, y) ? 0 : lineDistance(ring(shape), true, x, y).distance),
  moved: (shape, dx, dy) => ({ ...shape, x: rounded(shape.x + dx), y: rounded(shape.y + dy) }),
  handles: ({ x, y, w, h }) =>
    GRIPS.map(([gx, gy], index): Handle => {
      const kind = index % 2 ? "edge" : "corner";
      return { x: x + gx * w, y: y + gy * h, kind, index, cursor: `${CURSORS[index]}-resize` };
    }),
  dragged(shape, { index }, to, square) {
    const [gx, gy] = GRIPS[index] as [number, number];
    const fixed = { x: shape.x + (1 - gx) * shape.w, y: shape.y + (1 - gy) * shape.h };
    if (gx === 0.5) {
      const corner = { x: shape.x, y: fixed.y };
      return notFlat(boxBetween(corner, { x: shape.x + shape.w, y: to.y }), shape);
    }
    if (gy === 0.5) {
      const corner = { x: fixed.x, y: shape.y };
      return notFlat(boxBetween(corner, { x: to.x, y: shape.y + shape.h }), shape);
    }
    return notFlat(boxBetween(fixed, square ? squared(fixed, to) : to), shape);
  },
  faults: (shape, size) => outside(rect(shape), size),
};

/** A box must keep a width and a height; while a drag crosses over, it stays as it was. */
function notFlat(next: Box, before: Box): Box {
  return next.w > 0 && next.h > 0 ? next : before;
}
