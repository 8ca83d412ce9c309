import type { Polygon } from "../core/model";
import { OutlineTool } from "./outline";
import type { Pointing } from "./tool";

/** Cuts a hole into the polygon that is chosen, or into the one under the first point. */
export class HoleTool extends OutlineTool {
  readonly name = "hole";
  protected readonly closed = true;
  private target: string | null = null;

  protected override mayBegin(pointing: Pointing): boolean {
    const { selection, hits } = this.editing;
    const candidates = [selection.single ?? [], hits.at(pointing.x, pointing.y, 0)].flat();
    this.target = candidates.find((id) => this.polygon(id)) ?? null;
    if (this.target) selection.set([this.target]);
    return this.target !== null;
  }

  protected complete(points: number[]): void {
    const shape = this.target && this.polygon(this.target);
    if (!this.target || !shape) return;
    const cut = { ...shape, holes: [...(shape.holes ?? []), points] };
    this.editing.reshape("hole", new Map([[this.target, cut]]));
  }

  private polygon(id: string): Polygon | null {
    const shape = this.editing.store.objects.get(id)?.shape;
    return shape?.type === "polygon" ? shape : null;
  }
}
