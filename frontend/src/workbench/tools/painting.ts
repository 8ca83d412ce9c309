/** The mask that brush, eraser, fill and lasso work on; its pixels are kept from one stroke to the next. */

import type { Mask, Shape } from "../core/model";
import { Bitmap } from "../shapes/bitmap";
import type { Editing, Pointing } from "./tool";

export class Painting {
  bitmap: Bitmap | null = null;
  private kept: { bitmap: Bitmap; mask: Mask } | null = null;
  private target: string | null = null;

  constructor(private readonly editing: Editing) {}

  /**
   * The pixels of the mask that is chosen, else (to take away) of the one under the pointer, else (to add) of
   * a new one; null when there is nothing to take away from.
   */
  begin(pointing: Pointing, adding: boolean): Bitmap | null {
    const { store, size } = this.editing;
    this.target = this.targetFor(pointing, adding);
    const mask = this.target ? (store.objects.get(this.target)?.shape as Mask) : null;
    if (!mask && !adding) return null;
    const known = mask && this.kept?.mask === mask ? this.kept.bitmap : null;
    this.bitmap =
      known ?? (mask ? Bitmap.of(mask, size.width, size.height) : new Bitmap(size.width, size.height));
    this.editing.paint({ bitmap: this.bitmap, id: this.target });
    return this.bitmap;
  }

  private targetFor(pointing: Pointing, adding: boolean): string | null {
    const { store, selection, hits } = this.editing;
    const isMask = (id: string) => store.objects.get(id)?.shape.type === "mask" && !selection.isLocked(id);
    const chosen = selection.single;
    const own = chosen && this.editing.drawingClass()?.name === store.objects.get(chosen)?.class;
    if (chosen && isMask(chosen) && (own || !adding)) return chosen;
    if (adding) return null;
    const below = hits.at(pointing.x, pointing.y, 0).find(isMask) ?? null;
    if (below) selection.set([below]);
    return below;
  }

  /** Gives the command for what was painted; a mask without a pixel left is removed. */
  end(name: string): void {
    const { bitmap, target, editing } = this;
    this.cancel();
    const mask = bitmap?.mask() ?? null;
    if (mask && bitmap) this.kept = { bitmap, mask };
    if (mask && target) editing.reshape(name, new Map<string, Shape>([[target, mask]]));
    else if (mask) editing.create(mask);
    else if (target) editing.remove(target);
  }

  cancel(): boolean {
    const had = this.bitmap !== null;
    this.bitmap = this.target = null;
    // What was painted and not kept must not come back with the next stroke.
    this.kept = null;
    this.editing.paint(null);
    return had;
  }
}
