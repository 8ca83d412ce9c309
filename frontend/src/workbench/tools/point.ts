import { inside, type Position, rounded } from "../core/geometry";
import { CLICK_SLACK, type Draft, distance, type Editing, type Pointing, type Tool } from "./tool";

export class PointTool implements Tool {
  readonly name = "point";
  readonly cursor = "crosshair";
  readonly crosshair = true;
  private pressed: Position | null = null;

  constructor(private readonly editing: Editing) {}

  down(pointing: Pointing): void {
    this.pressed = pointing.screen;
  }

  move(): void {}

  up(pointing: Pointing): void {
    const clicked = this.pressed && distance(this.pressed, pointing.screen) < CLICK_SLACK;
    this.pressed = null;
    if (!clicked) return;
    const { width, height } = this.editing.size;
    const { x, y } = inside(pointing, width, height);
    this.editing.create({ type: "point", x: rounded(x), y: rounded(y) });
  }

  finish(): boolean {
    return false;
  }

  back(): boolean {
    return false;
  }

  cancel(): boolean {
    return false;
  }

  draft(): Draft | null {
    return null;
  }
}
