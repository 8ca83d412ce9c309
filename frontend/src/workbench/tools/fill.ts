import { Painting } from "./painting";
import { CLICK_SLACK, type Draft, distance, type Editing, type Pointing, type Tool } from "./tool";

/**
 * A click paints what is connected with the place and looks like it; with Shift, whatever its colours, as far
 * as what is painted already. Alt takes a connected painted area away.
 */
export class FillTool implements Tool {
  readonly name = "fill";
  readonly cursor = "crosshair";
  readonly crosshair = false;
  private readonly painting: Painting;
  private pressed: Pointing | null = null;

  constructor(private readonly editing: Editing) {
    this.painting = new Painting(editing);
  }

  down(pointing: Pointing): void {
    this.pressed = pointing;
  }

  move(): void {}

  up(pointing: Pointing): void {
    const clicked = this.pressed && distance(this.pressed.screen, pointing.screen) < CLICK_SLACK;
    this.pressed = null;
    if (!clicked) return;
    const adding = !pointing.alt;
    const bitmap = this.painting.begin(pointing, adding);
    if (!bitmap) return;
    const { x, y } = pointing;
    const filled = adding ? bitmap.pour(x, y, this.likeness(pointing)) : bitmap.drain(x, y);
    if (filled) this.painting.end(adding ? "paint" : "erase");
    else this.painting.cancel();
  }

  /** Whether a pixel's colour is near that of the one pointed at; of a picture that is not there, all are. */
  private likeness(pointing: Pointing): (index: number) => boolean {
    const picture = pointing.shift ? null : this.editing.picture();
    if (!picture) return () => true;
    const { data, width } = picture;
    const { size, settings } = this.editing;
    const seed = 4 * (Math.floor(pointing.y) * width + Math.floor(pointing.x));
    if (width !== size.width) return () => true;
    const [red, green, blue] = [data[seed], data[seed + 1], data[seed + 2]] as [number, number, number];
    const most = settings.tolerance;
    return (index) => {
      const place = 4 * index;
      return (
        Math.abs((data[place] as number) - red) <= most &&
        Math.abs((data[place + 1] as number) - green) <= most &&
        Math.abs((data[place + 2] as number) - blue) <= most
      );
    };
  }

  finish(): boolean {
    return false;
  }

  back(): boolean {
    return false;
  }

  cancel(): boolean {
    this.pressed = null;
    return this.painting.cancel();
  }

  draft(): Draft | null {
    return null;
  }
}
