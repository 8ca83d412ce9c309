import { boundsOf, inRing, lineDistance, type Position, rounded, turned } from "../core/geometry";
import type { RotatedBox } from "../core/model";
import { GRIPS } from "./box";
import { type Handle, type Kind, outside } from "./kind";

/** How far beyond the upper edge the turning handle stands, as a share of the height. */
const TURN_REACH = 0.25;

function placed(
  shape: { cx: number; cy: number; w: number; h: number; angle?: number },
  gx: number,
  gy: number,
): Position {
  const x = shape.cx + (gx - 0.5) * shape.w;
  const y = shape.cy + (gy - 0.5) * shape.h;
  return turned(x, y, shape.cx, shape.cy, shape.angle ?? 0);
}

function ring(shape: RotatedBox): number[] {
  return [0, 2, 4, 6].flatMap((index) => {
    const [gx, gy] = GRIPS[index] as [number, number];
    const { x, y } = placed(shape, gx, gy);
    return [x, y];
  });
}

/** Degrees in (-180, 180]. */
export function normalAngle(degrees: number): number {
  const turn = ((degrees % 360) + 360) % 360;
  return rounded(turn > 180 ? turn - 360 : turn);
}

/** The angle at which a handle above the centre points to `to`; `snap` to steps of 15 degrees. */
export function angleTowards(centre: Position, to: Position, snap: boolean): number {
  const degrees = (Math.atan2(to.y - centre.y, to.x - centre.x) * 180) / Math.PI + 90;
  return normalAngle(snap ? Math.round(degrees / 15) * 15 : degrees);
}

/** The rectangle whose one side runs from `a` to `b` and which reaches to `c` across. */
export function rectangleOver(a: Position, b: Position, c: Position): RotatedBox {
  const angle = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const across = turned(c.x, c.y, middle.x, middle.y, -angle).y - middle.y;
  const centre = turned(middle.x, middle.y + across / 2, middle.x, middle.y, angle);
  return {
    type: "rotated_box",
    cx: rounded(centre.x),
    cy: rounded(centre.y),
    w: rounded(Math.hypot(b.x - a.x, b.y - a.y)),
    h: rounded(Math.abs(across)),
    angle: normalAngle(angle),
  };
}

export const rotatedBox: Kind<RotatedBox> = {
  bounds: (shape) => boundsOf(ring(shape)),
  lines: (shape) => {
    const top = placed(shape, 0.5, 0);
    const ahead = placed(shape, 0.5, 0.5);
    return [
      { points: ring(shape), closed: true },
      { points: [ahead.x, ahead.y, top.x, top.y], closed: false },
    ];
  },
  dots: () => [],
  area: (shape) => ({ points: ring(shape), holes: [] }),
  distance: (shape, x, y) => {
    const points = ring(shape);
    return inRing(points, x, y) ? 0 : lineDistance(points, true, x, y).distance;
  },
  moved: (shape, dx, dy) => ({ ...shape, cx: rounded(shape.cx + dx), cy: rounded(shape.cy + dy) }),
  handles: (shape) => [
    ...GRIPS.map(([gx, gy], index): Handle => {
      const kind = index % 2 ? "edge" : "corner";
      return { ...placed(shape, gx, gy), kind, index, cursor: "move" };
    }),
    { ...placed(shape, 0.5, -TURN_REACH), kind: "turn", index: 8, cursor: "grab" },
  ],
  dragged(shape, { index }, to, square) {
    if (index === 8) return { ...shape, angle: angleTowards({ x: shape.cx, y: shape.cy }, to, square) };
    const [gx, gy] = GRIPS[index] as [number, number];
    const fixed = placed(shape, 1 - gx, 1 - gy);
    const angle = shape.angle ?? 0;
    const local = turned(to.x, to.y, fixed.x, fixed.y, -angle);
    const w = gx === 0.5 ? shape.w : (local.x - fixed.x) * (gx === 1 ? 1 : -1);
    const h = gy === 0.5 ? shape.h : (local.y - fixed.y) * (gy === 1 ? 1 : -1);
    if (w <= 0 || h <= 0) return shape;
    const centre = turned(fixed.x + (gx - 0.5) * w, fixed.y + (gy - 0.5) * h, fixed.x, fixed.y, angle);
    return { ...shape, cx: rounded(centre.x), cy: rounded(centre.y), w: rounded(w), h: rounded(h) };
  },
  faults: (shape, size) => outside({ minX: shape.cx, minY: shape.cy, maxX: shape.cx, maxY: shape.cy }, size),
};
