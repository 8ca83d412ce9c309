import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inRing } from "../core/geometry";
import { Bitmap } from "./bitmap";
import { decoded } from "./mask";
import { polygonsOf, thinned } from "./tracing";

const SIDE = 40;
const stroke = fc.record({
  from: fc.record({ x: fc.integer({ min: 0, max: SIDE }), y: fc.integer({ min: 0, max: SIDE }) }),
  to: fc.record({ x: fc.integer({ min: 0, max: SIDE }), y: fc.integer({ min: 0, max: SIDE }) }),
  radius: fc.integer({ min: 1, max: 8 }),
  set: fc.boolean(),
  square: fc.boolean(),
});
const painted = fc.array(stroke, { minLength: 1, maxLength: 6 }).map((strokes) => {
  const bitmap = new Bitmap(SIDE, SIDE);
  for (const { from, to, radius, set, square } of strokes) bitmap.stroke(from, to, radius, set, square);
  return bitmap;
});

describe("a bitmap", () => {
  test("gives a mask whose pixels are its own, and comes back from it", () => {
    fc.assert(
      fc.property(painted, (bitmap) => {
        const mask = bitmap.mask();
        if (!mask) expect(bitmap.pixels.every((pixel) => pixel === 0)).toBe(true);
        else {
          expect(mask.counts.reduce((a, b) => a + b, 0)).toBe(mask.w * mask.h);
          expect(Bitmap.of(mask, SIDE, SIDE).pixels).toEqual(bitmap.pixels);
        }
      }),
    );
  });

  test("fills a polygon at the middles of pixels and leaves its hole", () => {
    const bitmap = new Bitmap(20, 20);
    const rings = [
      [2, 2, 12, 2, 12, 12, 2, 12],
      [5, 5, 9, 5, 9, 9, 5, 9],
    ];
    bitmap.fill(rings, true);
    expect(bitmap.mask()).toMatchObject({ x: 2, y: 2, w: 10, h: 10 });
    expect(bitmap.pixels.filter(Boolean).length).toBe(100 - 16);
  });

  test("pours up to what is painted, and drains what is connected", () => {
    const bitmap = new Bitmap(20, 20);
    bitmap.fill(
      [
        [2, 2, 12, 2, 12, 12, 2, 12],
        [4, 4, 10, 4, 10, 10, 4, 10],
      ],
      true,
    );
    bitmap.span(18, 0, 3, true);
    expect(bitmap.pour(6, 6, () => true)).toBe(true);
    expect(bitmap.pixels.filter(Boolean).length).toBe(100 + 3);
    expect(bitmap.pour(6, 6, () => true)).toBe(false);
    expect(bitmap.drain(3, 3)).toBe(true);
    expect(bitmap.pixels.filter(Boolean).length).toBe(3);
  });

  test("tells once what changed", () => {
    const bitmap = new Bitmap(20, 20);
    bitmap.span(3, 4, 8, true);
    expect(bitmap.takeChanged()).toEqual({ minX: 4, minY: 3, maxX: 8, maxY: 4 });
    expect(bitmap.takeChanged()).toBeNull();
  });
});

describe("tracing", () => {
  test("without slack, the polygons hold exactly the pixels of the mask that are not specks", () => {
    fc.assert(
      fc.property(painted, (bitmap) => {
        const mask = bitmap.mask();
        if (!mask) return;
        const polygons = polygonsOf(mask, 0);
        const pixels = decoded(mask);
        let wrong = 0;
        for (let y = 0; y < mask.h; y++)
          for (let x = 0; x < mask.w; x++) {
            const [px, py] = [mask.x + x + 0.5, mask.y + y + 0.5];
            const inside = polygons.some(
              ({ points, holes = [] }) =>
                inRing(points, px, py) && !holes.some((hole) => inRing(hole, px, py)),
            );
            if (inside !== (pixels[y * mask.w + x] !== 0)) wrong++;
          }
        // Areas and holes below four pixels are left out.
        expect(wrong).toBeLessThanOrEqual(3 * (polygons.length + 8));
      }),
    );
  });

  test("a rectangle is four points, a hole stays a hole, an island in it is a polygon of its own", () => {
    const bitmap = new Bitmap(40, 40);
    bitmap.fill(
      [
        [2, 2, 32, 2, 32, 32, 2, 32],
        [6, 6, 28, 6, 28, 28, 6, 28],
        [12, 12, 20, 12, 20, 20, 12, 20],
      ],
      true,
    );
    const [large, island, ...rest] = polygonsOf(bitmap.mask() as NonNullable<ReturnType<Bitmap["mask"]>>);
    expect(rest).toEqual([]);
    expect(large?.points).toHaveLength(8);
    expect(large?.holes).toHaveLength(1);
    expect(island).toEqual({ type: "polygon", points: expect.arrayContaining([12, 20]) });
  });

  test("a disc of radius 50 needs few points and keeps its area within two hundredths", () => {
    const bitmap = new Bitmap(200, 200);
    bitmap.stroke({ x: 100, y: 100 }, { x: 100, y: 100 }, 50, true);
    const mask = bitmap.mask() as NonNullable<ReturnType<Bitmap["mask"]>>;
    const [disc] = polygonsOf(mask);
    const again = new Bitmap(200, 200);
    again.fill([disc?.points ?? []], true);
    const [is, was] = [again, bitmap].map((one) => one.pixels.filter(Boolean).length) as [number, number];
    expect((disc?.points.length ?? 0) / 2).toBeLessThan(60);
    expect(Math.abs(is - was) / was).toBeLessThan(0.02);
  });

  test("thinning keeps the ends of a line far from it", () => {
    expect(thinned([0, 0, 5, 0.2, 10, 0, 10, 10, 5, 10.1, 0, 10], 0.9)).toHaveLength(8);
  });
});
