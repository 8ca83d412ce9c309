import { at, inside, type Position, rounded } from "../core/geometry";
import { snapped } from "./snapping";
import {
  CLICK_SLACK,
  type Draft,
  distance,
  type Editing,
  type Pointing,
  REACH,
  type Tool,
  type ToolName,
} from "./tool";

/** Screen pixels between the points that a freehand drag sets. */
const FREEHAND_STEP = 9;

/**
 * Outlines and lines: a click sets a point, a drag draws freehand. A click at the first point, a
 * double click or Enter ends it; Backspace takes the last point back.
 */
export abstract class OutlineTool implements Tool {
  abstract readonly name: ToolName;
  readonly cursor = "crosshair";
  readonly crosshair = false;
  protected abstract readonly closed: boolean;
  private points: number[] = [];
  private pointer: Position | null = null;
  private pressedAt: Position | null = null;
  private lastClick = 0;

  constructor(protected readonly editing: Editing) {}

  protected abstract complete(points: number[]): void;

  /** Why drawing cannot begin here; the pointing is then ignored. */
  protected mayBegin(_pointing: Pointing): boolean {
    return true;
  }

  down(pointing: Pointing): void {
    if (this.points.length === 0 && !this.mayBegin(pointing)) return;
    this.pressedAt = pointing.screen;
    const now = performance.now();
    const double = now - this.lastClick < 350 && this.near(pointing, this.points.length / 2 - 1);
    this.lastClick = now;
    const atStart = this.closed && this.points.length >= 6 && this.near(pointing, 0);
    if (double || atStart) {
      this.finish();
      this.pressedAt = null;
    } else this.add(pointing);
  }

  move(pointing: Pointing, pressed: boolean): void {
    if (this.points.length === 0) return;
    const place = snapped(this.editing, this.within(pointing));
    this.pointer = place;
    if (pressed && this.pressedAt && distance(this.pressedAt, pointing.screen) > CLICK_SLACK) {
      const count = this.points.length;
      const last = { x: at(this.points, count - 2), y: at(this.points, count - 1) };
      if (distance(last, place) * this.editing.view.scale >= FREEHAND_STEP) this.add(pointing);
    }
    this.editing.redraw();
  }

  up(): void {
    this.pressedAt = null;
  }

  finish(): boolean {
    if (this.points.length === 0) return false;
    const enough = this.closed ? 6 : 4;
    const points = this.points;
    if (points.length < enough) return true;
    this.cancel();
    this.complete(points);
    return true;
  }

  back(): boolean {
    if (this.points.length === 0) return false;
    this.points.length -= 2;
    this.editing.redraw();
    return true;
  }

  cancel(): boolean {
    const had = this.points.length > 0;
    this.points = [];
    this.pointer = null;
    this.lastClick = 0;
    this.editing.redraw();
    return had;
  }

  draft(): Draft | null {
    if (this.points.length === 0) return null;
    const tip = this.pointer ? [this.pointer.x, this.pointer.y] : [];
    return { lines: [{ points: [...this.points, ...tip], closed: false }], dots: this.points };
  }

  private add(pointing: Pointing): void {
    const { x, y } = snapped(this.editing, this.within(pointing));
    this.points.push(rounded(x), rounded(y));
    this.editing.redraw();
  }

  private near(pointing: Pointing, index: number): boolean {
    if (index < 0 || 2 * index + 1 >= this.points.length) return false;
    const corner = { x: at(this.points, 2 * index), y: at(this.points, 2 * index + 1) };
    return distance(this.editing.view.toScreen(corner), pointing.screen) <= REACH;
  }

  private within(place: Position): Position {
    return inside(place, this.editing.size.width, this.editing.size.height);
  }
}
