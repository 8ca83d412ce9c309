import { inside, type Position } from "../core/geometry";
import type { Mask, Shape } from "../core/model";
import { Bitmap } from "../shapes/bitmap";
import type { Draft, Editing, Pointing, Tool } from "./tool";

export const BRUSH = { least: 1, most: 200, start: 12 };

/** Paints the mask that is chosen, or a new one; Alt erases. */
export class BrushTool implements Tool {
  readonly name = "brush";
  readonly cursor = "none";
  readonly crosshair = false;
  private bitmap: Bitmap | null = null;
  private target: string | null = null;
  private last: Position | null = null;
  private pointer: Position | null = null;
  private radius = BRUSH.start;

  constructor(private readonly editing: Editing) {}

  resize(factor: number): void {
    this.radius = Math.max(BRUSH.least, Math.min(BRUSH.most, this.radius * factor));
    this.editing.redraw();
  }

  down(pointing: Pointing): void {
    const { store, selection, size } = this.editing;
    const chosen = selection.single;
    const shape = chosen ? store.objects.get(chosen)?.shape : undefined;
    const own = this.editing.drawingClass()?.name === (chosen && store.objects.get(chosen)?.class);
    this.target = shape?.type === "mask" && own ? chosen : null;
    this.bitmap = this.target
      ? Bitmap.of(shape as Mask, size.width, size.height)
      : new Bitmap(size.width, size.height);
    this.last = this.within(pointing);
    this.paint(pointing);
  }

  move(pointing: Pointing, pressed: boolean): void {
    this.pointer = pointing;
    if (pressed && this.bitmap) this.paint(pointing);
    this.editing.redraw();
  }

  private paint(pointing: Pointing): void {
    const to = this.within(pointing);
    this.bitmap?.stroke(this.last ?? to, to, this.radius, !pointing.alt);
    this.last = to;
    const mask = this.bitmap?.mask();
    if (this.target && mask) this.editing.preview(new Map<string, Shape>([[this.target, mask]]));
    this.editing.redraw();
  }

  up(): void {
    const mask = this.bitmap?.mask();
    const { target } = this;
    this.cancel();
    if (!mask) return;
    if (target) this.editing.reshape("paint", new Map<string, Shape>([[target, mask]]));
    else this.editing.create(mask);
  }

  finish(): boolean {
    return false;
  }

  back(): boolean {
    return false;
  }

  cancel(): boolean {
    const had = this.bitmap !== null;
    this.bitmap = this.target = this.last = null;
    this.editing.preview(null);
    return had;
  }

  draft(): Draft | null {
    const circle = this.pointer ? { x: this.pointer.x, y: this.pointer.y, radius: this.radius } : undefined;
    const painted = !this.target && this.bitmap ? this.bitmap.mask() : null;
    return circle || painted ? { circle, shape: painted ?? undefined } : null;
  }

  private within(place: Position): Position {
    return inside(place, this.editing.size.width, this.editing.size.height);
  }
}
