import { at, emptyRect, type Position, type Rect, rounded, segmentDistance } from "../core/geometry";
import type { Skeleton } from "../core/model";
import type { ObjectClass } from "../core/schema";
import { type Handle, type Kind, type Line, outside } from "./kind";

export const ABSENT = 0;
export const HIDDEN = 1;
export const SEEN = 2;

export interface Joint extends Position {
  index: number;
  v: number;
}

export function joints(shape: Skeleton): Joint[] {
  const list: Joint[] = [];
  for (let i = 0; i + 2 < shape.points.length; i += 3) {
    list.push({
      index: i / 3,
      x: at(shape.points, i),
      y: at(shape.points, i + 1),
      v: at(shape.points, i + 2),
    });
  }
  return list;
}

const present = (shape: Skeleton): Joint[] => joints(shape).filter((joint) => joint.v !== ABSENT);

function rect(shape: Skeleton): Rect {
  const all = present(shape);
  const box = emptyRect();
  for (const { x, y } of all.length ? all : joints(shape)) {
    box.minX = Math.min(box.minX, x);
    box.minY = Math.min(box.minY, y);
    box.maxX = Math.max(box.maxX, x);
    box.maxY = Math.max(box.maxY, y);
  }
  return box;
}

function bones(shape: Skeleton, cls?: ObjectClass): Line[] {
  const all = joints(shape);
  return (cls?.skeleton?.edges ?? []).flatMap(([from, to]) => {
    const a = all[from];
    const b = all[to];
    if (!a || !b || a.v === ABSENT || b.v === ABSENT) return [];
    return [{ points: [a.x, a.y, b.x, b.y], closed: false }];
  });
}

/** A joint moved, shown, hidden or taken away. */
export function withJoint(shape: Skeleton, index: number, change: Partial<Joint>): Skeleton {
  const points = [...shape.points];
  const joint = joints(shape)[index];
  if (!joint) return shape;
  const { x, y, v } = { ...joint, ...change };
  points.splice(3 * index, 3, rounded(x), rounded(y), v);
  return { ...shape, points };
}

/**
 * The class's template stretched over a rectangle. Templates without positions are laid out in a ring.
 */
export function skeletonIn(area: Rect, cls: ObjectClass): Skeleton {
  const keypoints = cls.skeleton?.keypoints ?? [];
  const points = keypoints.flatMap((keypoint, index) => {
    const turn = (index / keypoints.length) * 2 * Math.PI;
    const gx = keypoint.x ?? 0.5 + 0.5 * Math.sin(turn);
    const gy = keypoint.y ?? 0.5 - 0.5 * Math.cos(turn);
    const x = area.minX + gx * (area.maxX - area.minX);
    const y = area.minY + gy * (area.maxY - area.minY);
    return [rounded(x), rounded(y), SEEN];
  });
  return { type: "skeleton", points };
}

export const skeleton: Kind<Skeleton> = {
  bounds: rect,
  lines: bones,
  dots: (shape) => present(shape).flatMap(({ x, y }) => [x, y]),
  area: () => null,
  distance(shape, x, y, cls) {
    const toJoint = present(shape).map((joint) => Math.hypot(x - joint.x, y - joint.y));
    const toBone = bones(shape, cls).map(({ points }) =>
      segmentDistance(x, y, at(points, 0), at(points, 1), at(points, 2), at(points, 3)),
    );
    return Math.min(Infinity, ...toJoint, ...toBone);
  },
  moved: (shape, dx, dy) => ({
    ...shape,
    points: shape.points.map((value, i) =>
      i % 3 === 0 ? rounded(value + dx) : i % 3 === 1 ? rounded(value + dy) : value,
    ),
  }),
  handles: (shape) =>
    present(shape).map(({ x, y, v, index }): Handle => {
      return { x, y, kind: "joint", index, cursor: "move", hidden: v === HIDDEN };
    }),
  dragged: (shape, { index }, to) => withJoint(shape, index, { x: to.x, y: to.y }),
  without: (shape, { index }) => (present(shape).length > 1 ? withJoint(shape, index, { v: ABSENT }) : null),
  faults: (shape, size) => (present(shape).length ? outside(rect(shape), size) : ["fault.no_joint"]),
};
