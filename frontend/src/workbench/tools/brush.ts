import { inside, type Position } from "../core/geometry";
import { Painting } from "./painting";
import type { Draft, Editing, Pointing, Tool } from "./tool";

/** Paints the mask that is chosen, or a new one; the eraser takes away. Alt exchanges the two. */
export class BrushTool implements Tool {
  readonly cursor = "none";
  readonly crosshair = false;
  private readonly painting: Painting;
  private last: Position | null = null;
  private pointer: Position | null = null;
  private adding = true;

  constructor(
    private readonly editing: Editing,
    readonly name: "brush" | "eraser",
  ) {
    this.painting = new Painting(editing);
  }

  down(pointing: Pointing): void {
    this.adding = (this.name === "brush") !== pointing.alt;
    this.last = this.within(pointing);
    if (this.painting.begin(pointing, this.adding)) this.stroke(pointing);
  }

  move(pointing: Pointing, pressed: boolean): void {
    this.pointer = pointing;
    if (pressed) this.stroke(pointing);
    this.editing.redraw();
  }

  private stroke(pointing: Pointing): void {
    const { radius, square } = this.editing.settings;
    const to = this.within(pointing);
    this.painting.bitmap?.stroke(this.last ?? to, to, radius, this.adding, square);
    this.last = to;
    this.editing.redraw();
  }

  up(): void {
    if (this.painting.bitmap) this.painting.end(this.adding ? "paint" : "erase");
  }

  finish(): boolean {
    return false;
  }

  back(): boolean {
    return false;
  }

  cancel(): boolean {
    return this.painting.cancel();
  }

  draft(): Draft | null {
    if (!this.pointer) return null;
    const { radius, square } = this.editing.settings;
    const { x, y } = this.pointer;
    if (!square) return { circle: { x, y, radius } };
    const [left, top, right, bottom] = [x - radius, y - radius, x + radius, y + radius];
    return { lines: [{ points: [left, top, right, top, right, bottom, left, bottom], closed: true }] };
  }

  private within(place: Position): Position {
    return inside(place, this.editing.size.width, this.editing.size.height);
  }
}
