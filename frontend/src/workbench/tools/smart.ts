import { inside, type Position, rectOf, rounded } from "../core/geometry";
import type { Mask, PictureShape } from "../core/model";
import { t } from "../i18n";
import { polygonsOf } from "../shapes/tracing";
import {
  CLICK_SLACK,
  type Draft,
  distance,
  type Editing,
  type OutlineRequest,
  type Pointing,
  type Tool,
} from "./tool";

/** The least side of a box that something can be found in, in image pixels. */
const LEAST_SIDE = 8;

/**
 * A box drawn round a thing asks for its outline. Clicks then say what belongs to it, with Alt what does not;
 * Enter takes the outline over, as a polygon or a mask as the class wants it.
 */
export class SmartTool implements Tool {
  readonly name = "smart";
  readonly cursor = "crosshair";
  readonly crosshair = true;
  private start: (Position & { screen: Position }) | null = null;
  private end: Position | null = null;
  private request: OutlineRequest | null = null;
  private found: Mask | null = null;
  private shown: PictureShape | null = null;
  private asked = 0;

  constructor(private readonly editing: Editing) {}

  /** Whether an outline is there to be taken over. */
  get ready(): boolean {
    return this.found !== null;
  }

  get waits(): boolean {
    return this.request !== null && this.found === null;
  }

  down(pointing: Pointing): void {
    this.start = { ...this.within(pointing), screen: pointing.screen };
    this.end = null;
  }

  move(pointing: Pointing, pressed: boolean): void {
    if (!pressed || !this.start) return;
    if (distance(this.start.screen, pointing.screen) >= CLICK_SLACK) this.end = this.within(pointing);
    this.editing.redraw();
  }

  up(pointing: Pointing): void {
    const { start, end, request } = this;
    this.start = this.end = null;
    if (start && end) {
      const { minX, minY, maxX, maxY } = rectOf(start, end);
      const [w, h] = [maxX - minX, maxY - minY];
      if (w < LEAST_SIDE || h < LEAST_SIDE) return;
      this.request = { box: [rounded(minX), rounded(minY), rounded(w), rounded(h)], keep: [], drop: [] };
      this.found = this.shown = null;
    } else if (start && request) {
      const place: [number, number] = [rounded(start.x), rounded(start.y)];
      const list = pointing.alt ? "drop" : "keep";
      this.request = { ...request, [list]: [...request[list], place] };
    } else return;
    void this.ask();
  }

  private async ask(): Promise<void> {
    const { request } = this;
    const number = ++this.asked;
    if (!request) return;
    this.editing.redraw();
    try {
      const mask = await this.editing.outline(request);
      if (number === this.asked) this.take(mask);
    } catch (error) {
      if (number !== this.asked) return;
      this.cancel();
      this.editing.say(t("smart.failed", { why: error instanceof Error ? error.message : String(error) }));
    }
  }

  private take(mask: Mask): void {
    this.found = mask;
    this.shown = polygonsOf(mask)[0] ?? null;
    if (!this.shown) this.editing.say(t("smart.nothing"));
    this.editing.redraw();
  }

  finish(): boolean {
    const { found, shown, editing } = this;
    if (!this.request) return false;
    const shape = editing.drawingClass()?.shape === "mask" ? found : shown;
    if (!shape) return true;
    this.cancel();
    editing.create(shape);
    return true;
  }

  /** Takes the last click back. */
  back(): boolean {
    const { request } = this;
    if (!request) return false;
    if (request.drop.length) this.request = { ...request, drop: request.drop.slice(0, -1) };
    else if (request.keep.length) this.request = { ...request, keep: request.keep.slice(0, -1) };
    else return this.cancel();
    void this.ask();
    return true;
  }

  cancel(): boolean {
    const had = this.request !== null || this.start !== null;
    this.asked++;
    this.start = this.end = this.request = this.found = this.shown = null;
    this.editing.redraw();
    return had;
  }

  draft(): Draft | null {
    const { start, end, request, shown } = this;
    if (start && end) return { lines: [{ points: corners(start, end), closed: true }] };
    if (!request) return null;
    const [x, y, w, h] = request.box;
    const box = { points: corners({ x, y }, { x: x + w, y: y + h }), closed: true };
    const words = this.found ? undefined : { x, y, text: t("smart.wait") };
    const dots = [...request.keep, ...request.drop].flat();
    return { lines: [box], dots, words, ...(shown ? { shape: shown } : {}) };
  }

  private within(place: Position): Position {
    return inside(place, this.editing.size.width, this.editing.size.height);
  }
}

const corners = (a: Position, b: Position): number[] => [a.x, a.y, b.x, a.y, b.x, b.y, a.x, b.y];
