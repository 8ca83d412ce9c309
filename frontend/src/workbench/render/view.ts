/** Where the picture lies on the screen: `screen = image × scale + offset`, in CSS pixels. */

import { Emitter } from "../core/emitter";
import type { Position, Rect } from "../core/geometry";

const LEAST_SCALE = 0.02;
const MOST_SCALE = 64;

export class View {
  readonly changed = new Emitter();
  scale = 1;
  x = 0;
  y = 0;
  width = 0;
  height = 0;
  private picture = { width: 1, height: 1 };
  private fitted = true;

  toImage(screen: Position): Position {
    return { x: (screen.x - this.x) / this.scale, y: (screen.y - this.y) / this.scale };
  }

  toScreen(image: Position): Position {
    return { x: image.x * this.scale + this.x, y: image.y * this.scale + this.y };
  }

  resize(width: number, height: number): void {
    if (width === this.width && height === this.height) return;
    const middle = this.toImage({ x: this.width / 2, y: this.height / 2 });
    this.width = width;
    this.height = height;
    if (this.fitted) this.fit();
    else this.centre(middle);
  }

  setPicture(width: number, height: number): void {
    this.picture = { width, height };
    this.fit();
  }

  pan(dx: number, dy: number): void {
    this.fitted = false;
    this.place(this.scale, this.x + dx, this.y + dy);
  }

  /** What is under the pointer stays there. */
  zoomAt(screen: Position, factor: number): void {
    this.fitted = false;
    const scale = Math.max(LEAST_SCALE, Math.min(MOST_SCALE, this.scale * factor));
    const image = this.toImage(screen);
    this.place(scale, screen.x - image.x * scale, screen.y - image.y * scale);
  }

  zoom(factor: number): void {
    this.zoomAt({ x: this.width / 2, y: this.height / 2 }, factor);
  }

  fit(): void {
    this.show({ minX: 0, minY: 0, maxX: this.picture.width, maxY: this.picture.height }, 12);
    this.fitted = true;
  }

  oneToOne(): void {
    this.zoom(1 / this.scale);
  }

  /** Fills the screen with a part of the picture. */
  show(rect: Rect, margin: number): void {
    const width = Math.max(1, rect.maxX - rect.minX);
    const height = Math.max(1, rect.maxY - rect.minY);
    const wide = Math.max(1, this.width - 2 * margin) / width;
    const high = Math.max(1, this.height - 2 * margin) / height;
    this.fitted = false;
    this.scale = Math.max(LEAST_SCALE, Math.min(MOST_SCALE, wide, high));
    this.centre({ x: (rect.minX + rect.maxX) / 2, y: (rect.minY + rect.maxY) / 2 });
  }

  /** Brings a part of the picture into sight when it is not, without zooming in. */
  reveal(rect: Rect): void {
    const from = this.toScreen({ x: rect.minX, y: rect.minY });
    const to = this.toScreen({ x: rect.maxX, y: rect.maxY });
    const visible = from.x >= 0 && from.y >= 0 && to.x <= this.width && to.y <= this.height;
    if (visible) return;
    if (to.x - from.x > this.width || to.y - from.y > this.height) this.show(rect, 60);
    else this.centre({ x: (rect.minX + rect.maxX) / 2, y: (rect.minY + rect.maxY) / 2 });
    this.fitted = false;
  }

  private centre(image: Position): void {
    this.place(this.scale, this.width / 2 - image.x * this.scale, this.height / 2 - image.y * this.scale);
  }

  /** At least a strip of the picture stays in sight. */
  private place(scale: number, x: number, y: number): void {
    const strip = 40;
    this.scale = scale;
    this.x = Math.max(strip - this.picture.width * scale, Math.min(this.width - strip, x));
    this.y = Math.max(strip - this.picture.height * scale, Math.min(this.height - strip, y));
    this.changed.emit();
  }
}
