import { inside, type Position } from "../core/geometry";
import { rectangleOver } from "../shapes/rotated_box";
import { CLICK_SLACK, type Draft, distance, type Editing, type Pointing, type Tool } from "./tool";

/** Three places: both ends of one side (by drag or two clicks), then the width across. */
export class RotatedBoxTool implements Tool {
  readonly name = "rotated_box";
  readonly cursor = "crosshair";
  readonly crosshair = true;
  private corners: Position[] = [];
  private pointer: Position | null = null;
  private pressed: Position | null = null;

  constructor(private readonly editing: Editing) {}

  down(pointing: Pointing): void {
    this.pressed = pointing.screen;
    if (this.corners.length === 0) this.corners.push(this.within(pointing));
    this.pointer = this.within(pointing);
  }

  move(pointing: Pointing): void {
    if (this.corners.length === 0) return;
    this.pointer = this.within(pointing);
    this.editing.redraw();
  }

  up(pointing: Pointing): void {
    const start = this.corners[0];
    if (!start) return;
    const place = this.within(pointing);
    const dragged = this.pressed !== null && distance(this.pressed, pointing.screen) >= CLICK_SLACK;
    this.pressed = null;
    if (this.corners.length === 1) {
      const reach = CLICK_SLACK / this.editing.view.scale;
      if (dragged || distance(start, place) > reach) this.corners.push(place);
    } else if (this.corners.length === 2) this.finish();
    this.pointer = place;
    this.editing.redraw();
  }

  finish(): boolean {
    const [a, b] = this.corners;
    const c = this.pointer;
    if (!a || !b || !c) return false;
    this.cancel();
    const shape = rectangleOver(a, b, c);
    if (shape.w >= 1 && shape.h >= 1) this.editing.create(shape);
    return true;
  }

  back(): boolean {
    if (this.corners.length < 2) return this.cancel();
    this.corners.pop();
    this.editing.redraw();
    return true;
  }

  cancel(): boolean {
    const had = this.corners.length > 0;
    this.corners = [];
    this.pointer = null;
    this.editing.redraw();
    return had;
  }

  draft(): Draft | null {
    const [a, b] = this.corners;
    const c = this.pointer;
    if (!a || !c) return null;
    if (!b) return { lines: [{ points: [a.x, a.y, c.x, c.y], closed: false }], dots: [a.x, a.y] };
    const shape = rectangleOver(a, b, c);
    if (shape.h < 1) return { lines: [{ points: [a.x, a.y, b.x, b.y], closed: false }] };
    return { shape };
  }

  private within(place: Position): Position {
    return inside(place, this.editing.size.width, this.editing.size.height);
  }
}
