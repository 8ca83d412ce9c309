import { type Position, rounded } from "../core/geometry";
import type { Point } from "../core/model";
import { type Kind, outside } from "./kind";

const rect = ({ x, y }: Position) => ({ minX: x, minY: y, maxX: x, maxY: y });

export const point: Kind<Point> = {
  bounds: rect,
  lines: () => [],
  dots: ({ x, y }) => [x, y],
  area: () => null,
  distance: (shape, x, y) => Math.hypot(x - shape.x, y - shape.y),
  moved: (shape, dx, dy) => ({ ...shape, x: rounded(shape.x + dx), y: rounded(shape.y + dy) }),
  handles: ({ x, y }) => [{ x, y, kind: "vertex", index: 0, cursor: "move" }],
  dragged: (shape, _handle, to) => ({ ...shape, x: rounded(to.x), y: rounded(to.y) }),
  faults: (shape, size) => outside(rect(shape), size),
};
