import { describe, expect, it } from "vitest";
import { keyOf, levelFor, rectOf, tilesIn } from "./tiling";

const SET = { width: 20_000, height: 9_001, side: 512, levels: 7 };

describe("tiles of a huge picture", () => {
  it("are of the coarsest level that shows every pixel of the screen", () => {
    expect(levelFor(SET, 1)).toBe(6);
    expect(levelFor(SET, 8)).toBe(6);
    expect(levelFor(SET, 0.5)).toBe(5);
    expect(levelFor(SET, 0.3)).toBe(5);
    expect(levelFor(SET, 0.001)).toBe(0);
  });

  it("cover a level without gaps, and reach its edges", () => {
    for (let level = 0; level < SET.levels; level++) {
      const places = tilesIn(SET, level, { minX: -50, minY: -50, maxX: 30_000, maxY: 30_000 });
      const rects = places.map((place) => rectOf(SET, place));
      const step = 2 ** (6 - level);
      const area = rects.reduce((sum, r) => sum + (r.maxX - r.minX) * (r.maxY - r.minY), 0);
      expect(area).toBe(Math.ceil(SET.width / step) * Math.ceil(SET.height / step) * step * step);
      expect(new Set(places.map(keyOf)).size).toBe(places.length);
    }
  });

  it("are only those in sight, the middle first", () => {
    const places = tilesIn(SET, 6, { minX: 5_000, minY: 5_000, maxX: 6_900, maxY: 6_100 });
    expect(places.length).toBeLessThanOrEqual(5 * 4);
    const rects = places.map((place) => rectOf(SET, place));
    expect(Math.min(...rects.map((r) => r.minX))).toBeLessThanOrEqual(5_000);
    expect(Math.max(...rects.map((r) => r.maxX))).toBeGreaterThanOrEqual(6_900);
    const first = rects[0];
    expect(first && first.minX <= 5_950 && 5_950 <= first.maxX).toBe(true);
    expect(tilesIn(SET, 6, { minX: 30_000, minY: 0, maxX: 31_000, maxY: 10 })).toEqual([]);
  });
});
