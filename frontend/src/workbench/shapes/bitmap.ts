import { emptyRect, type Position, type Rect } from "../core/geometry";
import type { Mask } from "../core/model";
import { decoded, runs } from "./mask";

/** The pixels of a whole picture while a mask is painted. */
export class Bitmap {
  private readonly pixels: Uint8Array;
  private touched: Rect = emptyRect();

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
    bitmap.touched = { minX: mask.x, minY: mask.y, maxX: mask.x + mask.w, maxY: mask.y + mask.h };
    return bitmap;
  }

  /** Sets or clears a round stroke from one place to another. */
  stroke(from: Position, to: Position, radius: number, set: boolean): void {
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / Math.max(1, radius / 2)));
    for (let step = 0; step <= steps; step++) {
      const share = step / steps;
      this.disc(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share, radius, set);
    }
  }

  private disc(cx: number, cy: number, radius: number, set: boolean): void {
    const top = Math.max(0, Math.floor(cy - radius));
    const bottom = Math.min(this.height, Math.ceil(cy + radius));
    for (let y = top; y < bottom; y++) {
      const half = Math.sqrt(Math.max(0, radius * radius - (y + 0.5 - cy) ** 2));
      const left = Math.max(0, Math.round(cx - half));
      const right = Math.min(this.width, Math.round(cx + half));
      if (right > left) this.pixels.fill(set ? 255 : 0, y * this.width + left, y * this.width + right);
      if (set && right > left) this.touch(left, y, right, y + 1);
    }
  }

  private touch(minX: number, minY: number, maxX: number, maxY: number): void {
    const rect = this.touched;
    rect.minX = Math.min(rect.minX, minX);
    rect.minY = Math.min(rect.minY, minY);
    rect.maxX = Math.max(rect.maxX, maxX);
    rect.maxY = Math.max(rect.maxY, maxY);
  }

  /** The smallest mask that holds all set pixels; null when none is set. */
  mask(): Mask | null {
    const rect = this.shrunk();
    if (!rect) return null;
    const w = rect.maxX - rect.minX;
    const h = rect.maxY - rect.minY;
    const window = new Uint8Array(w * h);
    for (let row = 0; row < h; row++) {
      const start = (row + rect.minY) * this.width + rect.minX;
      window.set(this.pixels.subarray(start, start + w), row * w);
    }
    return { type: "mask", x: rect.minX, y: rect.minY, w, h, counts: runs(window) };
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
