import { inside, type Position } from "../core/geometry";
import { t } from "../i18n";
import type { Draft, Editing, Pointing, Tool } from "./tool";

/** Measures between two places of the picture; nothing of it is kept. */
export class MeasureTool implements Tool {
  readonly name = "measure";
  readonly cursor = "crosshair";
  readonly crosshair = true;
  private from: Position | null = null;
  private to: Position | null = null;

  constructor(private readonly editing: Editing) {}

  down(pointing: Pointing): void {
    this.from = this.to = this.within(pointing);
    this.editing.redraw();
  }

  move(pointing: Pointing, pressed: boolean): void {
    if (!pressed || !this.from) return;
    this.to = this.within(pointing);
    this.editing.redraw();
  }

  up(): void {}

  finish(): boolean {
    return false;
  }

  back(): boolean {
    return this.cancel();
  }

  cancel(): boolean {
    const had = this.from !== null;
    this.from = this.to = null;
    this.editing.redraw();
    return had;
  }

  draft(): Draft | null {
    const { from, to } = this;
    if (!from || !to) return null;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const params = {
      length: Math.hypot(dx, dy).toFixed(1),
      dx: Math.abs(dx).toFixed(1),
      dy: Math.abs(dy).toFixed(1),
      angle: ((Math.atan2(-dy, dx) * 180) / Math.PI).toFixed(1),
    };
    return {
      lines: [{ points: [from.x, from.y, to.x, to.y], closed: false }],
      dots: [from.x, from.y, to.x, to.y],
      words: { x: to.x, y: to.y, text: t("measure", params) },
    };
  }

  private within(place: Position): Position {
    return inside(place, this.editing.size.width, this.editing.size.height);
  }
}
