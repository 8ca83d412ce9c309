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

/** The class's template stretched over a rectangle: in the pose of the example, else laid out by its edges. */
export function skeletonIn(area: Rect, cls: ObjectClass, example?: Skeleton): Skeleton {
  const count = cls.skeleton?.keypoints.length ?? 0;
  const shares =
    example && example.points.length === 3 * count
      ? poseOf(example)
      : layout(count, cls.skeleton?.edges ?? []);
  const points = shares.flatMap(([gx, gy]) => [
    rounded(area.minX + gx * (area.maxX - area.minX)),
    rounded(area.minY + gy * (area.maxY - area.minY)),
    SEEN,
  ]);
  return { type: "skeleton", points };
}

type Share = [number, number];

/** Positions as shares of the bounds; absent joints in the middle. */
function poseOf(example: Skeleton): Share[] {
  const { minX, minY, maxX, maxY } = rect(example);
  return joints(example).map(({ x, y, v }): Share => {
    if (v === ABSENT) return [0.5, 0.5];
    return [(x - minX) / (maxX - minX || 1), (y - minY) / (maxY - minY || 1)];
  });
}

/** From the first joint downwards, a row for each step along the edges. */
function layout(count: number, edges: readonly (readonly [number, number])[]): Share[] {
  const rows: number[] = Array(count).fill(-1);
  let row = [0];
  for (let depth = 0; row.length; depth++) {
    for (const joint of row) rows[joint] = depth;
    const next = row.flatMap((joint) =>
      edges.flatMap(([a, b]) => (a === joint ? [b] : b === joint ? [a] : [])),
    );
    row = [...new Set(next)].filter((joint) => rows[joint] === -1);
  }
  const deepest = Math.max(1, ...rows) + (rows.includes(-1) ? 1 : 0);
  return rows.map((own, joint): Share => {
    const peers = rows.flatMap((other, index) => (other === own ? [index] : []));
    const place = peers.indexOf(joint);
    return [peers.length === 1 ? 0.5 : place / (peers.length - 1), (own === -1 ? deepest : own) / deepest];
  });
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
