/** Keeps the scene and the hit index in step with the document, the selection and the suggestions. */

import type { AnnotatedObject, Shape } from "../core/model";
import type { Classes } from "../core/schema";
import type { Selection } from "../core/selection";
import type { Changed, DocumentStore } from "../core/store";
import { Hits } from "../render/hits";
import type { Drawn, Manner, Painted, Scene, Style } from "../render/scene";
import { isPictureShape } from "../shapes/registry";

/** More chosen shapes than this stay in the scene, without handles. */
export const MOST_ACTIVE = 50;

/** Objects that are shown but are not part of the document: another person's answer, what was removed. */
export interface Ghost {
  object: AnnotatedObject;
  style: Style;
}

export class Settled {
  readonly hits: Hits;
  private styled = new Map<string, Style>();
  private previews: ReadonlyMap<string, Shape> = new Map();
  /** The mask being painted is drawn as it is painted, not as it was. */
  private painted: string | null = null;

  constructor(
    private readonly scene: Scene,
    private readonly store: DocumentStore,
    private readonly selection: Selection,
    private readonly classes: Classes,
    /** A style of its own for some objects, such as those that differ. */
    private readonly special: (object: AnnotatedObject) => Style | undefined,
  ) {
    this.hits = new Hits((id) => this.object(id), classes);
  }

  object(id: string): AnnotatedObject | undefined {
    return this.store.objects.get(id) ?? this.store.suggestion(id);
  }

  /** The shape as it is to be seen: while it is dragged, where it is dragged to. */
  shape(id: string): Shape | undefined {
    return this.previews.get(id) ?? this.object(id)?.shape;
  }

  open(ghosts: readonly Ghost[]): void {
    const objects = [...this.store.objects.list(), ...this.store.openSuggestions()];
    this.hits.load(objects);
    this.styled = new Map();
    const drawn = objects.flatMap((object) => this.drawn(object) ?? []);
    for (const one of drawn) this.styled.set(one.id, one.style);
    const beside = ghosts.flatMap(({ object, style }, index): Drawn[] => {
      const { shape } = object;
      if (!isPictureShape(shape)) return [];
      return [{ id: `ghost ${index}`, shape, cls: this.classes.get(object.class), style }];
    });
    this.scene.setShapes([...beside, ...drawn]);
  }

  private drawn(object: AnnotatedObject): Drawn | null {
    const { shape } = object;
    if (!isPictureShape(shape)) return null;
    return { id: object.id, shape, cls: this.classes.get(object.class), style: this.styleOf(object) };
  }

  update(changed: Changed): void {
    for (const id of new Set([...changed.objects, ...changed.suggestions])) {
      const object = this.object(id);
      const drawn = object ? this.drawn(object) : null;
      this.hits.set(id, object);
      this.scene.setShape(id, drawn);
      if (drawn) this.styled.set(id, drawn.style);
      else this.styled.delete(id);
    }
  }

  /** After a change of the selection: only shapes whose style differs are touched. */
  restyle(): void {
    for (const [id, before] of this.styled) {
      const object = this.object(id);
      if (!object) continue;
      const style = this.styleOf(object);
      if (style.color === before.color && style.manner === before.manner) continue;
      this.styled.set(id, style);
      this.scene.restyle(id, style);
    }
  }

  preview(shapes: ReadonlyMap<string, Shape> | null): void {
    for (const id of this.previews.keys()) if (!shapes?.has(id)) this.settle(id);
    this.previews = shapes ?? new Map();
    // Masks and large groups have no place in the overlay, so the scene shows them as they move.
    for (const [id, shape] of this.previews) {
      const object = this.object(id);
      if (!object || !isPictureShape(shape) || this.isActive(object)) continue;
      this.scene.setShape(id, { ...(this.drawn(object) as Drawn), shape });
    }
  }

  /** Begins or ends the painting of an object, or of a new one (null). */
  paint(id: string | null, painted: Painted | null): void {
    this.painted = painted && id;
    this.scene.setPainted(painted);
    this.restyle();
  }

  private settle(id: string): void {
    const object = this.object(id);
    const drawn = object && !this.isActive(object) ? this.drawn(object) : null;
    if (drawn) this.scene.setShape(id, drawn);
  }

  /** Chosen shapes are drawn by the overlay. */
  isActive(object: AnnotatedObject): boolean {
    const few = this.selection.size <= MOST_ACTIVE;
    return few && this.selection.has(object.id) && object.shape.type !== "mask";
  }

  private styleOf(object: AnnotatedObject): Style {
    return {
      color: this.special(object)?.color ?? this.classes.color(object.class),
      manner: this.manner(object),
    };
  }

  private manner(object: AnnotatedObject): Manner {
    const { selection } = this;
    if (selection.isHidden(object.id) || this.isActive(object) || object.id === this.painted) return "hidden";
    if (selection.has(object.id) || selection.hovered === object.id) return "strong";
    if (this.store.suggestion(object.id)) return "dashed";
    return this.special(object)?.manner ?? "normal";
  }
}
