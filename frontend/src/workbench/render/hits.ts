/** Which shapes lie at a place: an R-tree of bounds, then the exact distance to the few found. */

import RBush from "rbush";
import { type Rect, rectArea } from "../core/geometry";
import type { AnnotatedObject } from "../core/model";
import type { Classes } from "../core/schema";
import { isPictureShape, kindOf } from "../shapes/registry";

interface Leaf extends Rect {
  id: string;
}

export class Hits {
  private tree = new RBush<Leaf>();
  private readonly leaves = new Map<string, Leaf>();

  constructor(
    private readonly object: (id: string) => AnnotatedObject | undefined,
    private readonly classes: Classes,
  ) {}

  load(objects: readonly AnnotatedObject[]): void {
    const leaves = objects.flatMap((object) => this.leaf(object) ?? []);
    this.leaves.clear();
    for (const leaf of leaves) this.leaves.set(leaf.id, leaf);
    this.tree = new RBush<Leaf>().load(leaves);
  }

  set(id: string, object: AnnotatedObject | undefined): void {
    const old = this.leaves.get(id);
    if (old) this.tree.remove(old);
    this.leaves.delete(id);
    const leaf = object && this.leaf(object);
    if (!leaf) return;
    this.leaves.set(id, leaf);
    this.tree.insert(leaf);
  }

  private leaf({ id, shape }: AnnotatedObject): Leaf | null {
    return isPictureShape(shape) ? { ...kindOf(shape).bounds(shape), id } : null;
  }

  bounds(id: string): Rect | undefined {
    return this.leaves.get(id);
  }

  /** All within `reach` of the place, the one that is meant first: lines before areas, then the smallest. */
  at(x: number, y: number, reach: number): string[] {
    const near = this.tree.search({ minX: x - reach, minY: y - reach, maxX: x + reach, maxY: y + reach });
    const found: { id: string; distance: number; size: number }[] = [];
    for (const leaf of near) {
      const object = this.object(leaf.id);
      if (!object || !isPictureShape(object.shape)) continue;
      const kind = kindOf(object.shape);
      const distance = kind.distance(object.shape, x, y, this.classes.get(object.class));
      const size = kind.area(object.shape) || object.shape.type === "mask" ? rectArea(leaf) : 0;
      if (distance <= reach) found.push({ id: leaf.id, distance, size });
    }
    found.sort((a, b) => a.size - b.size || a.distance - b.distance);
    return found.map((one) => one.id);
  }

  /** Shapes that lie wholly inside the rectangle. */
  within(rect: Rect): string[] {
    const inside = (leaf: Leaf) =>
      leaf.minX >= rect.minX && leaf.minY >= rect.minY && leaf.maxX <= rect.maxX && leaf.maxY <= rect.maxY;
    return this.tree
      .search(rect)
      .filter(inside)
      .map((leaf) => leaf.id);
  }

  /** Shapes of which a part can be seen. */
  touching(rect: Rect): string[] {
    return this.tree.search(rect).map((leaf) => leaf.id);
  }
}
