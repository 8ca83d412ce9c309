import { boundsOf, lineDistance, shifted } from "../core/geometry";
import type { Polyline } from "../core/model";
import { type Kind, outside } from "./kind";
import { vertexHandles, withoutVertex, withVertex } from "./vertices";

export const polyline: Kind<Polyline> = {
  bounds: (shape) => boundsOf(shape.points),
  lines: (shape) => [{ points: shape.points, closed: false }],
  dots: () => [],
  area: () => null,
  distance: (shape, x, y) => lineDistance(shape.points, false, x, y).distance,
  moved: (shape, dx, dy) => ({ ...shape, points: shifted(shape.points, dx, dy) }),
  handles: (shape) => vertexHandles(shape.points, false),
  dragged: (shape, handle, to) => ({ ...shape, points: withVertex(shape.points, handle, to) }),
  without: (shape, handle) =>
    shape.points.length > 4 ? { ...shape, points: withoutVertex(shape.points, handle.index) } : null,
  faults: (shape, size) => outside(boundsOf(shape.points), size),
};
