import { boundsOf, crossesItself, inRing, lineDistance, shifted } from "../core/geometry";
import type { Polygon } from "../core/model";
import { type Handle, type Kind, outside } from "./kind";
import { vertexHandles, withoutVertex, withVertex } from "./vertices";

const MOST_CHECKED = 400;

const rings = (shape: Polygon): number[][] => [shape.points, ...(shape.holes ?? [])];

function contains(shape: Polygon, x: number, y: number): boolean {
  return inRing(shape.points, x, y) && !(shape.holes ?? []).some((hole) => inRing(hole, x, y));
}

export const polygon: Kind<Polygon> = {
  bounds: (shape) => boundsOf(shape.points),
  lines: (shape) => rings(shape).map((points) => ({ points, closed: true })),
  dots: () => [],
  area: (shape) => ({ points: shape.points, holes: shape.holes ?? [] }),
  distance(shape, x, y) {
    if (contains(shape, x, y)) return 0;
    return Math.min(...rings(shape).map((ring) => lineDistance(ring, true, x, y).distance));
  },
  moved: (shape, dx, dy) => ({
    ...shape,
    points: shifted(shape.points, dx, dy),
    ...(shape.holes && { holes: shape.holes.map((hole) => shifted(hole, dx, dy)) }),
  }),
  handles: (shape) => rings(shape).flatMap((ring, index) => vertexHandles(ring, true, index)),
  dragged(shape, handle, to) {
    const ring = handle.ring ?? 0;
    if (ring === 0) return { ...shape, points: withVertex(shape.points, handle, to) };
    const holes = (shape.holes ?? []).map((hole, i) =>
      i === ring - 1 ? withVertex(hole, handle, to) : hole,
    );
    return { ...shape, holes };
  },
  without(shape, handle: Handle) {
    const ring = handle.ring ?? 0;
    if (ring === 0) {
      return shape.points.length > 6 ? { ...shape, points: withoutVertex(shape.points, handle.index) } : null;
    }
    const holes = (shape.holes ?? []).map((hole, i) =>
      i === ring - 1 ? withoutVertex(hole, handle.index) : hole,
    );
    return { ...shape, holes: holes.filter((hole) => hole.length >= 6) };
  },
  faults(shape, size) {
    const faults = outside(boundsOf(shape.points), size);
    if (shape.points.length <= 2 * MOST_CHECKED && crossesItself(shape.points))
      faults.push("fault.crosses_itself");
    return faults;
  },
};
