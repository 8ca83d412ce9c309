import { OutlineTool } from "./outline";
import { Painting } from "./painting";
import type { Editing, Pointing } from "./tool";

/** Outlines an area that is painted into the mask; begun with Alt, it is taken away. */
export class LassoTool extends OutlineTool {
  readonly name = "lasso";
  protected readonly closed = true;
  private readonly painting: Painting;
  private begun: Pointing | null = null;

  constructor(editing: Editing) {
    super(editing);
    this.painting = new Painting(editing);
  }

  protected override mayBegin(pointing: Pointing): boolean {
    this.begun = pointing;
    return true;
  }

  protected complete(points: number[]): void {
    if (!this.begun) return;
    const adding = !this.begun.alt;
    const bitmap = this.painting.begin(this.begun, adding);
    if (!bitmap) return;
    bitmap.fill([points], adding);
    this.painting.end(adding ? "paint" : "erase");
  }
}
