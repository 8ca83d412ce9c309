import { inRect, inside, type Position, rectOf } from "../core/geometry";
import type { PictureShape, Shape } from "../core/model";
import type { Handle, Kind } from "../shapes/kind";
import { isPictureShape, kindOf } from "../shapes/registry";
import { snapped } from "./snapping";
import { CLICK_SLACK, type Draft, distance, type Editing, type Pointing, REACH, type Tool } from "./tool";

type Gesture =
  | { kind: "press"; from: Pointing; hit: string | null }
  | { kind: "handle"; id: string; handle: Handle; shape: PictureShape; now: PictureShape }
  | { kind: "move"; from: Position; shapes: Map<string, PictureShape> }
  | { kind: "area"; from: Position; to: Position }
  | { kind: "pan"; last: Position };

/** Chooses, moves and edits; a drag over empty ground pans, with Shift it chooses an area. */
export class SelectTool implements Tool {
  readonly name = "select";
  readonly crosshair = false;
  cursor = "default";
  private gesture: Gesture | null = null;

  constructor(private readonly editing: Editing) {}

  down(pointing: Pointing): void {
    const grip = this.handleAt(pointing);
    if (grip && pointing.alt && grip.handle.kind !== "middle") {
      this.takeAway(grip.id, grip.handle);
      return;
    }
    if (grip) {
      const shape = this.shape(grip.id) as PictureShape;
      this.gesture = { kind: "handle", ...grip, shape, now: shape };
      return;
    }
    this.gesture = { kind: "press", from: pointing, hit: this.hit(pointing) };
  }

  move(pointing: Pointing, pressed: boolean): void {
    if (!pressed) this.hover(pointing);
    else if (this.gesture?.kind === "press") this.begin(this.gesture, pointing);
    if (pressed) this.drag(pointing);
  }

  private begin(press: Extract<Gesture, { kind: "press" }>, pointing: Pointing): void {
    if (distance(press.from.screen, pointing.screen) < CLICK_SLACK) return;
    const { selection } = this.editing;
    if (press.from.shift && !press.hit) this.gesture = { kind: "area", from: press.from, to: pointing };
    else if (press.hit && selection.has(press.hit) && !selection.isLocked(press.hit)) {
      const shapes = new Map<string, PictureShape>();
      for (const id of selection.ids) {
        const shape = this.shape(id);
        if (shape && !selection.isLocked(id)) shapes.set(id, shape);
      }
      this.gesture = { kind: "move", from: press.from, shapes };
    } else this.gesture = { kind: "pan", last: press.from.screen };
  }

  private drag(pointing: Pointing): void {
    const { gesture, editing } = this;
    if (gesture?.kind === "pan") {
      editing.view.pan(pointing.screen.x - gesture.last.x, pointing.screen.y - gesture.last.y);
      gesture.last = pointing.screen;
    } else if (gesture?.kind === "area") gesture.to = pointing;
    else if (gesture?.kind === "handle") {
      const place = snapped(editing, pointing, gesture.id);
      const to = inside(place, editing.size.width, editing.size.height);
      gesture.now = kind(gesture.shape).dragged(gesture.shape, gesture.handle, to, pointing.shift);
      editing.preview(new Map([[gesture.id, gesture.now]]));
    } else if (gesture?.kind === "move") editing.preview(this.movedBy(gesture, pointing));
    editing.redraw();
  }

  up(pointing: Pointing): void {
    const { gesture, editing } = this;
    this.gesture = null;
    editing.preview(null);
    if (gesture?.kind === "press") this.choose(gesture.hit, pointing);
    else if (gesture?.kind === "handle") editing.reshape("edit", new Map([[gesture.id, gesture.now]]));
    else if (gesture?.kind === "move") editing.reshape("move", this.movedBy(gesture, pointing));
    else if (gesture?.kind === "area") {
      editing.selection.set(editing.hits.within(rectOf(gesture.from, gesture.to)));
    }
    editing.redraw();
  }

  private choose(hit: string | null, pointing: Pointing): void {
    const { selection } = this.editing;
    if (!hit) {
      if (!pointing.shift) selection.set([]);
    } else if (pointing.shift) selection.toggle(hit);
    else if (pointing.alt || selection.single === hit) selection.set([this.nextBelow(hit, pointing)]);
    else selection.set(this.withGroup(hit));
  }

  /** What belongs to a group is chosen with it; a click again means the one. */
  private withGroup(hit: string): string[] {
    const { store, selection } = this.editing;
    const group = store.objects.get(hit)?.group;
    if (!group) return [hit];
    const all = store.objects.list().filter((object) => object.group === group);
    const ids = all.map((object) => object.id);
    return ids.every((id) => selection.has(id)) ? [hit] : ids;
  }

  /** A click again at the same place goes through what lies on top of each other. */
  private nextBelow(hit: string, pointing: Pointing): string {
    const stack = this.stack(pointing);
    return stack[(stack.indexOf(hit) + 1) % stack.length] ?? hit;
  }

  private movedBy(gesture: Extract<Gesture, { kind: "move" }>, to: Position): Map<string, Shape> {
    const { width, height } = this.editing.size;
    let dx = to.x - gesture.from.x;
    let dy = to.y - gesture.from.y;
    for (const shape of gesture.shapes.values()) {
      const bounds = kind(shape).bounds(shape);
      dx = Math.max(Math.min(0, -bounds.minX), Math.min(Math.max(0, width - bounds.maxX), dx));
      dy = Math.max(Math.min(0, -bounds.minY), Math.min(Math.max(0, height - bounds.maxY), dy));
    }
    return new Map([...gesture.shapes].map(([id, shape]) => [id, kind(shape).moved(shape, dx, dy)]));
  }

  private takeAway(id: string, handle: Handle): void {
    const shape = this.shape(id);
    const rest = shape && kind(shape).without?.(shape, handle);
    if (rest) this.editing.reshape("remove_vertex", new Map([[id, rest]]));
  }

  private hover(pointing: Pointing): void {
    const grip = this.handleAt(pointing);
    const hit = grip ? grip.id : this.hit(pointing);
    this.cursor = grip
      ? grip.handle.cursor
      : hit && this.editing.selection.has(hit)
        ? "move"
        : hit
          ? "pointer"
          : "default";
    this.editing.selection.hover(hit);
  }

  private stack(pointing: Pointing): string[] {
    const { hits, view, selection } = this.editing;
    return hits.at(pointing.x, pointing.y, REACH / view.scale).filter((id) => !selection.isHidden(id));
  }

  /** What is meant by a place: what is chosen already if it lies there, else the smallest. */
  private hit(pointing: Pointing): string | null {
    const stack = this.stack(pointing);
    const single = this.editing.selection.single;
    return stack.find((id) => id === single) ?? stack[0] ?? null;
  }

  /** The handle of the one chosen object under the pointer; vertices before middles. */
  private handleAt(pointing: Pointing): { id: string; handle: Handle } | null {
    const id = this.editing.selection.single;
    const shape = id ? this.shape(id) : null;
    if (!id || !shape || this.editing.selection.isLocked(id)) return null;
    const reach = REACH / this.editing.view.scale;
    const bounds = kind(shape).bounds(shape);
    const grown = {
      minX: bounds.minX - reach,
      minY: bounds.minY - reach,
      maxX: bounds.maxX + reach,
      maxY: bounds.maxY + reach,
    };
    const turning = shape.type === "rotated_box" || shape.type === "ellipse";
    if (!turning && !inRect(grown, pointing.x, pointing.y)) return null;
    let best: { handle: Handle; rank: number } | null = null;
    for (const handle of kind(shape).handles(shape)) {
      const away = distance(handle, pointing);
      if (away > reach) continue;
      const rank = away + (handle.kind === "middle" || handle.kind === "edge" ? reach : 0);
      if (!best || rank < best.rank) best = { handle, rank };
    }
    return best && { id, handle: best.handle };
  }

  private shape(id: string): PictureShape | null {
    const { store } = this.editing;
    const shape = (store.objects.get(id) ?? store.suggestion(id))?.shape;
    return shape && isPictureShape(shape) ? shape : null;
  }

  finish(): boolean {
    return false;
  }

  back(): boolean {
    return false;
  }

  cancel(): boolean {
    const had = this.gesture !== null;
    this.gesture = null;
    this.editing.preview(null);
    return had;
  }

  draft(): Draft | null {
    if (this.gesture?.kind !== "area") return null;
    const { minX, minY, maxX, maxY } = rectOf(this.gesture.from, this.gesture.to);
    return { lines: [{ points: [minX, minY, maxX, minY, maxX, maxY, minX, maxY], closed: true }] };
  }
}

const kind = (shape: PictureShape): Kind<PictureShape> => kindOf(shape);
