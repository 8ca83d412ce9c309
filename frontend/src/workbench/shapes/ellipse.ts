import { boundsOf, inRing, lineDistance, type Position, rounded, turned } from "../core/geometry";
import type { Ellipse } from "../core/model";
import { type Handle, type Kind, outside } from "./kind";
import { angleTowards } from "./rotated_box";

const SIDES = 40;

function ring({ cx, cy, rx, ry, angle = 0 }: Ellipse): number[] {
  const points: number[] = [];
  for (let i = 0; i < SIDES; i++) {
    const turn = (i / SIDES) * 2 * Math.PI;
    const { x, y } = turned(cx + rx * Math.cos(turn), cy + ry * Math.sin(turn), cx, cy, angle);
    points.push(x, y);
  }
  return points;
}

export function ellipseBetween(a: Position, b: Position): Ellipse {
  return {
    type: "ellipse",
    cx: rounded((a.x + b.x) / 2),
    cy: rounded((a.y + b.y) / 2),
    rx: rounded(Math.abs(b.x - a.x) / 2),
    ry: rounded(Math.abs(b.y - a.y) / 2),
    angle: 0,
  };
}

/** Ends of the axes: right, down, left, up. */
const AXES = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

export const ellipse: Kind<Ellipse> = {
  bounds: (shape) => boundsOf(ring(shape)),
  lines: (shape) => [{ points: ring(shape), closed: true }],
  dots: () => [],
  area: (shape) => ({ points: ring(shape), holes: [] }),
  distance: (shape, x, y) => {
    const points = ring(shape);
    return inRing(points, x, y) ? 0 : lineDistance(points, true, x, y).distance;
  },
  moved: (shape, dx, dy) => ({ ...shape, cx: rounded(shape.cx + dx), cy: rounded(shape.cy + dy) }),
  handles: ({ cx, cy, rx, ry, angle = 0 }) => [
    ...AXES.map(([ax, ay], index): Handle => {
      const place = turned(cx + ax * rx, cy + ay * ry, cx, cy, angle);
      return { ...place, kind: "corner", index, cursor: "move" };
    }),
    { ...turned(cx, cy - ry * 1.3, cx, cy, angle), kind: "turn", index: 4, cursor: "grab" },
  ],
  dragged(shape, { index }, to, square) {
    const { cx, cy, angle = 0 } = shape;
    if (index === 4) return { ...shape, angle: angleTowards({ x: cx, y: cy }, to, square) };
    const local = turned(to.x, to.y, cx, cy, -angle);
    const across = index % 2 === 0;
    const radius = rounded(Math.abs(across ? local.x - cx : local.y - cy));
    if (radius === 0) return shape;
    if (square) return { ...shape, rx: radius, ry: radius };
    return across ? { ...shape, rx: radius } : { ...shape, ry: radius };
  },
  faults: (shape, size) => outside({ minX: shape.cx, minY: shape.cy, maxX: shape.cx, maxY: shape.cy }, size),
};
