import { emptyRect, type Flat, type Position, type Rect } from "../core/geometry";
import type { Mask } from "../core/model";
import { flood, scanned } from "./filling";
import { decoded } from "./mask";

/** The pixels of a whole picture while a mask is painted: 255 inside, 0 outside. */
export class Bitmap {
  readonly pixels: Uint8Array;
  private touched: Rect = emptyRect();
  private changed: Rect = emptyRect();

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.pixels = new Uint8Array(width * height);
  }

  static of(mask: Mask, width: number, height: number): Bitmap {
    const bitmap = new Bitmap(width, height);
    const window = decoded(mask);
    const columns = Math.min(mask.w, width - mask.x);
    for (let row = 0; row < Math.min(mask.h, height - mask.y); row++) {
      const start = row * mask.w;
      bitmap.pixels.set(window.subarray(start, start + columns), (row + mask.y) * width + mask.x);
    }
    bitmap.touch(mask.x, mask.y, mask.x + mask.w, mask.y + mask.h);
    return bitmap;
  }

  /** Sets or clears a round or square stroke from one place to another. */
  stroke(from: Position, to: Position, radius: number, set: boolean, square = false): void {
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / Math.max(1, radius / 2)));
    for (let step = 0; step <= steps; step++) {
      const share = step / steps;
      const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
      this.stamp(x, y, radius, set, square);
    }
  }

  private stamp(cx: number, cy: number, radius: number, set: boolean, square: boolean): void {
    const top = Math.max(0, Math.floor(cy - radius));
    const bottom = Math.min(this.height, Math.ceil(cy + radius));
    for (let y = top; y < bottom; y++) {
      const half = square ? radius : Math.sqrt(Math.max(0, radius * radius - (y + 0.5 - cy) ** 2));
      this.span(y, Math.round(cx - half), Math.round(cx + half), set);
    }
  }

  /** Sets or clears the pixels `[left, right)` of a row, as far as they are on the picture. */
  span(y: number, left: number, right: number, set: boolean): void {
    const [from, to] = [Math.max(0, left), Math.min(this.width, right)];
    if (to <= from || y < 0 || y >= this.height) return;
    this.pixels.fill(set ? 255 : 0, y * this.width + from, y * this.width + to);
    this.touch(from, y, to, y + 1);
  }

  /** Sets or clears what lies inside the rings, by the even–odd rule at the middles of pixels. */
  fill(rings: readonly Flat[], set: boolean): void {
    scanned(rings, this.height, (y, left, right) => this.span(y, left, right, set));
  }

  /**
   * Sets the pixels connected with the one at a place that are not set yet and `like` it; false when that
   * one is set already.
   */
  pour(x: number, y: number, like: (index: number) => boolean): boolean {
    const open = (index: number) => this.pixels[index] === 0 && like(index);
    return flood(this, x, y, open, (row, left, right) => this.span(row, left, right, true));
  }

  /** Clears the set pixels connected with the one at a place. */
  drain(x: number, y: number): boolean {
    const full = (index: number) => this.pixels[index] !== 0;
    return flood(this, x, y, full, (row, left, right) => this.span(row, left, right, false));
  }

  /** Takes the pixels of another picture of the same size in, or out. */
  combine(other: Bitmap, set: boolean): void {
    for (let index = 0; index < this.pixels.length; index++)
      if (other.pixels[index]) this.pixels[index] = set ? 255 : 0;
    this.touch(0, 0, this.width, this.height);
  }

  /** The part that changed since this was last asked. */
  takeChanged(): Rect | null {
    const rect = this.changed;
    this.changed = emptyRect();
    return rect.maxX > rect.minX ? rect : null;
  }

  private touch(minX: number, minY: number, maxX: number, maxY: number): void {
    for (const rect of [this.touched, this.changed]) {
      rect.minX = Math.min(rect.minX, minX);
      rect.minY = Math.min(rect.minY, minY);
      rect.maxX = Math.max(rect.maxX, Math.min(this.width, maxX));
      rect.maxY = Math.max(rect.maxY, Math.min(this.height, maxY));
    }
  }

  /** The smallest mask that holds all set pixels; null when none is set. */
  mask(): Mask | null {
    const rect = this.shrunk();
    if (!rect) return null;
    const w = rect.maxX - rect.minX;
    const counts: number[] = [];
    let inside = false;
    let run = 0;
    for (let y = rect.minY; y < rect.maxY; y++) {
      const start = y * this.width + rect.minX;
      const line = this.pixels.subarray(start, start + w);
      let at = 0;
      while (at < w) {
        const found = line.indexOf(inside ? 0 : 255, at);
        const end = found < 0 ? w : found;
        run += end - at;
        at = end;
        if (found < 0) break;
        counts.push(run);
        run = 0;
        inside = !inside;
      }
    }
    counts.push(run);
    return { type: "mask", x: rect.minX, y: rect.minY, w, h: rect.maxY - rect.minY, counts };
  }

  private shrunk(): Rect | null {
    const rect = emptyRect();
    for (let y = this.touched.minY; y < this.touched.maxY; y++) {
      const line = this.pixels.subarray(
        y * this.width + this.touched.minX,
        y * this.width + this.touched.maxX,
      );
      const first = line.indexOf(255);
      if (first < 0) continue;
      rect.minX = Math.min(rect.minX, this.touched.minX + first);
      rect.maxX = Math.max(rect.maxX, this.touched.minX + line.lastIndexOf(255) + 1);
      rect.minY = Math.min(rect.minY, y);
      rect.maxY = y + 1;
    }
    return rect.maxX > rect.minX ? rect : null;
  }
}
