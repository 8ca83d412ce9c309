import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PictureShape, RotatedBox } from "../core/model";
import { Bitmap } from "./bitmap";
import type { Kind } from "./kind";
import { decoded } from "./mask";
import { kindOf } from "./registry";
import { rectangleOver } from "./rotated_box";
import { skeletonIn, withJoint } from "./skeleton";

const place = fc.integer({ min: 0, max: 400 });
const side = fc.integer({ min: 4, max: 200 });
const angle = fc.integer({ min: -180, max: 180 });
const ring = fc
  .array(place, { minLength: 3, maxLength: 12 })
  .map((list) => list.flatMap((x, i) => [x, (x * 7 + i * 31) % 400]));

const shapes: fc.Arbitrary<PictureShape> = fc.oneof(
  fc.record({ type: fc.constant("box" as const), x: place, y: place, w: side, h: side }),
  fc.record({ type: fc.constant("rotated_box" as const), cx: place, cy: place, w: side, h: side, angle }),
  fc.record({ type: fc.constant("ellipse" as const), cx: place, cy: place, rx: side, ry: side, angle }),
  fc.record({ type: fc.constant("polygon" as const), points: ring, holes: fc.array(ring, { maxLength: 2 }) }),
  fc.record({ type: fc.constant("polyline" as const), points: ring }),
  fc.record({ type: fc.constant("point" as const), x: place, y: place }),
);
const kind = (shape: PictureShape) => kindOf(shape) as Kind<PictureShape>;

describe("every shape", () => {
  test("moves without changing its size", () => {
    fc.assert(
      fc.property(
        shapes,
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: -50, max: 50 }),
        (shape, dx, dy) => {
          const before = kind(shape).bounds(shape);
          const after = kind(shape).bounds(kind(shape).moved(shape, dx, dy));
          expect(after.minX).toBeCloseTo(before.minX + dx, 0);
          expect(after.maxY).toBeCloseTo(before.maxY + dy, 0);
        },
      ),
    );
  });

  test("follows the handle that is dragged", () => {
    fc.assert(
      fc.property(shapes, fc.nat(50), fc.integer({ min: 1, max: 3 }), (shape, pick, by) => {
        const handles = kind(shape)
          .handles(shape)
          .filter((one) => one.kind !== "turn" && one.kind !== "middle");
        const handle = handles[pick % handles.length];
        if (!handle) return;
        const to = { x: handle.x + by, y: handle.y + by };
        const dragged = kind(shape).dragged(shape, handle, to, false);
        if (dragged === shape) return;
        const now = kind(shape)
          .handles(dragged)
          .find((one) => one.kind === handle.kind && one.index === handle.index && one.ring === handle.ring);
        const freeX = handle.kind === "edge" || shape.type === "ellipse";
        if (!freeX) {
          expect(now?.x).toBeCloseTo(to.x, 0);
          expect(now?.y).toBeCloseTo(to.y, 0);
        }
      }),
    );
  });

  test("is hit inside its area and at its lines", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        for (const { points } of kind(shape).lines(shape).slice(0, 1)) {
          expect(kind(shape).distance(shape, points[0] as number, points[1] as number)).toBeLessThan(0.01);
        }
      }),
    );
  });
});

test("a polygon is not hit in its hole", () => {
  const shape = {
    type: "polygon" as const,
    points: [0, 0, 100, 0, 100, 100, 0, 100],
    holes: [[40, 40, 60, 40, 60, 60, 40, 60]],
  };
  expect(kindOf(shape).distance(shape, 20, 20)).toBe(0);
  expect(kindOf(shape).distance(shape, 50, 50)).toBe(10);
});

test("the last three corners of a polygon and the last corners of a hole are kept or the hole goes", () => {
  const shape = {
    type: "polygon" as const,
    points: [0, 0, 100, 0, 100, 100],
    holes: [[40, 20, 60, 20, 60, 40]],
  };
  const corner = { x: 0, y: 0, kind: "vertex" as const, index: 0, cursor: "" };
  expect(kindOf(shape).without?.(shape, { ...corner, ring: 0 })).toBeNull();
  expect(kindOf(shape).without?.(shape, { ...corner, ring: 1 })).toEqual({ ...shape, holes: [] });
});

test("a rotated box drawn over a side and a width has that side and width", () => {
  fc.assert(
    fc.property(place, place, side, angle, side, (x, y, length, turn, width) => {
      const radians = (turn * Math.PI) / 180;
      const b = { x: x + length * Math.cos(radians), y: y + length * Math.sin(radians) };
      const c = { x: b.x - width * Math.sin(radians), y: b.y + width * Math.cos(radians) };
      const shape: RotatedBox = rectangleOver({ x, y }, b, c);
      expect(shape.w).toBeCloseTo(length, 0);
      expect(shape.h).toBeCloseTo(width, 0);
      expect(shape.cx).toBeCloseTo((x + c.x) / 2, 0);
    }),
  );
});

test("painted pixels become a mask and the mask becomes the same pixels", () => {
  const place2 = fc.record({ x: fc.integer({ min: -5, max: 45 }), y: fc.integer({ min: -5, max: 35 }) });
  const strokes = fc.array(fc.tuple(place2, place2, fc.integer({ min: 1, max: 9 }), fc.boolean()), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(strokes, (list) => {
      const bitmap = new Bitmap(40, 30);
      for (const [from, to, radius, set] of list) bitmap.stroke(from, to, radius, set);
      const mask = bitmap.mask();
      if (!mask) return;
      expect(mask.counts.reduce((sum, run) => sum + run, 0)).toBe(mask.w * mask.h);
      expect(Bitmap.of(mask, 40, 30).mask()).toEqual(mask);
      const window = decoded(mask);
      const sides = [window.subarray(0, mask.w), window.subarray(-mask.w)];
      for (const side of sides) expect(side.includes(255)).toBe(true);
    }),
  );
});

test("a skeleton starts from its template, and a joint can be hidden or taken away", () => {
  const cls = {
    name: "p",
    shape: "skeleton" as const,
    skeleton: {
      keypoints: [{ name: "a" }, { name: "b" }],
      edges: [[0, 1] as [number, number]],
    },
  };
  const shape = skeletonIn({ minX: 0, minY: 10, maxX: 20, maxY: 50 }, cls);
  expect(shape.points).toEqual([10, 10, 2, 10, 50, 2]);
  expect(kindOf(shape).lines(shape, cls)).toHaveLength(1);
  const gone = withJoint(shape, 1, { v: 0 });
  expect(kindOf(gone).lines(gone, cls)).toHaveLength(0);
  expect(kindOf(gone).bounds(gone)).toEqual({ minX: 10, minY: 10, maxX: 10, maxY: 10 });
});
