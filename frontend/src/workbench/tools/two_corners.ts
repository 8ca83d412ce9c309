import { inside, type Position } from "../core/geometry";
import type { PictureShape } from "../core/model";
import { squared } from "../shapes/box";
import {
  CLICK_SLACK,
  type Draft,
  distance,
  type Editing,
  type Pointing,
  type Tool,
  type ToolName,
} from "./tool";

/** Shapes drawn over a rectangle: by a drag, or by a click at one corner and a click at the other. */
export class TwoCorners implements Tool {
  readonly cursor = "crosshair";
  readonly crosshair = true;
  private start: (Position & { screen: Position }) | null = null;
  private end: Position | null = null;
  private waiting = false;

  constructor(
    private readonly editing: Editing,
    readonly name: ToolName,
    private readonly shape: (a: Position, b: Position) => PictureShape | null,
    private readonly done: (shape: PictureShape) => void = (made) => editing.create(made),
  ) {}

  down(pointing: Pointing): void {
    const place = this.within(pointing);
    if (this.waiting) {
      this.end = place;
      return;
    }
    this.start = { ...place, screen: pointing.screen };
    this.end = place;
  }

  move(pointing: Pointing): void {
    if (!this.start) return;
    const place = this.within(pointing);
    this.end = pointing.shift ? squared(this.start, place) : place;
    this.editing.redraw();
  }

  up(pointing: Pointing): void {
    if (!this.start) return;
    this.move(pointing);
    const clicked = distance(this.start.screen, pointing.screen) < CLICK_SLACK;
    if (clicked && !this.waiting) this.waiting = true;
    else this.finish();
  }

  finish(): boolean {
    const { start, end } = this;
    if (!start || !end) return false;
    this.cancel();
    const large = Math.abs(end.x - start.x) >= 1 && Math.abs(end.y - start.y) >= 1;
    const made = large ? this.shape(start, end) : null;
    if (made) this.done(made);
    return true;
  }

  back(): boolean {
    return this.cancel();
  }

  cancel(): boolean {
    const had = this.start !== null;
    this.start = this.end = null;
    this.waiting = false;
    this.editing.redraw();
    return had;
  }

  draft(): Draft | null {
    const made = this.start && this.end && this.shape(this.start, this.end);
    return made ? { shape: made } : null;
  }

  private within(place: Position): Position {
    return inside(place, this.editing.size.width, this.editing.size.height);
  }
}
