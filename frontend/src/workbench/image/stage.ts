/** The picture with its shapes: one canvas, one overlay, drawn when something changed and not before. */

import type { Position } from "../core/geometry";
import type { AnnotatedObject, Shape } from "../core/model";
import { type Classes, type Locale, titled } from "../core/schema";
import type { Selection } from "../core/selection";
import type { DocumentStore } from "../core/store";
import { makeScene } from "../render/make_scene";
import { type Look, type Picture, plainLook, type Scene, type Style, type Tile } from "../render/scene";
import { View } from "../render/view";
import { isPictureShape, kindOf } from "../shapes/registry";
import type { Draft, Painting } from "../tools/tool";
import { h, render, type VNode } from "../ui/dom";
import * as overlay from "./overlay";
import { Pixels } from "./pixels";
import { type Ghost, Settled } from "./settled";

export interface Shown {
  store: DocumentStore;
  selection: Selection;
  classes: Classes;
  locale: Locale;
  special(object: AnnotatedObject): Style | undefined;
  ghosts: readonly Ghost[];
}

/** Names are written on at most this many shapes, so that they can still be read. */
const MOST_NAMES = 150;
/** A view that did not move for this long rests. */
const REST_MS = 160;

export class Stage {
  readonly element = document.createElement("div");
  readonly view: View;
  look: Look = plainLook();
  namesShown = false;
  draft: () => Draft | null = () => null;
  draftColor: () => string = () => "#ffffff";
  pins: () => readonly overlay.PinShown[] = () => [];
  editable: () => boolean = () => true;
  /** Called after each frame. */
  drawn: () => void = () => {};
  crosshair: Position | null = null;
  /** The colours of the picture on the stage. */
  readonly picture = new Pixels();
  settled: Settled | null = null;
  /** Milliseconds of script of the last frame, for the benchmark. */
  frameMs = 0;
  private readonly scene: Scene;
  private readonly svg: Element;
  private shown: Shown | null = null;
  private frame = 0;
  private moving: ReturnType<typeof setTimeout> | undefined;
  private stops: (() => void)[] = [];
  private readonly sizes: ResizeObserver;

  /** Stages that share a view move together. */
  constructor(view?: View) {
    this.view = view ?? new View();
    this.element.className = "stage";
    const canvas = document.createElement("canvas");
    this.element.append(canvas);
    render(
      this.element.appendChild(document.createElement("div")),
      h("svg", { class: "overlay", "aria-hidden": "true" }),
    );
    this.svg = this.element.querySelector("svg") as Element;
    this.scene = makeScene(canvas, () => this.redraw());
    this.sizes = new ResizeObserver(() => {
      this.view.resize(this.element.clientWidth, this.element.clientHeight);
      this.redraw();
    });
    this.sizes.observe(this.element);
    this.view.changed.on(() => this.move());
  }

  get kind(): Scene["kind"] {
    return this.scene.kind;
  }

  show(shown: Shown): void {
    this.leave();
    this.shown = shown;
    const { store, selection } = shown;
    const settled = new Settled(this.scene, store, selection, shown.classes, shown.special);
    this.settled = settled;
    settled.open(shown.ghosts);
    this.stops = [
      store.changed.on((changed) => {
        settled.update(changed);
        this.redraw();
      }),
      selection.changed.on(() => {
        settled.restyle();
        this.redraw();
      }),
    ];
    this.redraw();
  }

  /** Draws everything anew, after ghosts or special styles changed. */
  refresh(ghosts: readonly Ghost[]): void {
    if (this.shown) this.shown.ghosts = ghosts;
    this.settled?.open(ghosts);
    this.redraw();
  }

  setPicture(picture: Picture | null, width: number, height: number): void {
    this.picture.set(picture);
    this.view.setPicture(width, height);
    this.scene.setPicture(picture);
    this.redraw();
  }

  /** Finer parts of the picture on the stage. */
  setTiles(tiles: readonly Tile[]): void {
    this.scene.setTiles(tiles);
    this.redraw();
  }

  prepare(source: Picture["source"]): void {
    this.scene.prepare(source);
  }

  preview(shapes: ReadonlyMap<string, Shape> | null): void {
    this.settled?.preview(shapes);
    this.redraw();
  }

  paint(painting: Painting | null, color: string): void {
    this.settled?.paint(painting?.id ?? null, painting && { bitmap: painting.bitmap, color });
    this.redraw();
  }

  /** The view moves; once it rests the picture is drawn at its best. */
  private move(): void {
    clearTimeout(this.moving);
    this.moving = setTimeout(() => {
      this.moving = undefined;
      this.redraw();
    }, REST_MS);
    this.redraw();
  }

  redraw(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.drawNow();
    });
  }

  private drawNow(): void {
    const begun = performance.now();
    this.scene.draw(this.view, this.look, window.devicePixelRatio || 1, this.moving !== undefined);
    this.frameMs = performance.now() - begun;
    render(this.svg, this.overlayNodes());
    this.drawn();
  }

  private overlayNodes(): VNode[] {
    const { shown, settled, view } = this;
    if (!shown || !settled) return [];
    const nodes: VNode[] = [];
    if (this.crosshair) nodes.push(overlay.crosshairNode(this.crosshair, view));
    const chosen = shown.selection.ids.filter((id) => !shown.selection.isHidden(id));
    for (const id of chosen) {
      const object = settled.object(id);
      const shape = settled.shape(id);
      if (!object || !shape || !isPictureShape(shape) || !settled.isActive(object)) continue;
      const handles = chosen.length === 1 && this.editable() && !shown.selection.isLocked(id);
      const dashed = shown.store.suggestion(id) !== undefined;
      const color = shown.classes.color(object.class);
      nodes.push(
        overlay.activeNode(
          { object, shape, cls: shown.classes.get(object.class), color, handles, dashed },
          view,
        ),
      );
    }
    nodes.push(...this.labels(shown, settled).map((label) => overlay.labelNode(label, view)));
    nodes.push(...this.pins().map((pin) => overlay.pinNode(pin, view)));
    const draft = this.draft();
    if (draft) nodes.push(overlay.draftNode(draft, view, this.draftColor()));
    return nodes;
  }

  private labels(shown: Shown, settled: Settled): overlay.Label[] {
    const { selection } = shown;
    const ids = new Set<string>(selection.single ? [selection.single] : []);
    if (selection.hovered) ids.add(selection.hovered);
    if (this.namesShown) {
      const from = this.view.toImage({ x: 0, y: 0 });
      const to = this.view.toImage({ x: this.view.width, y: this.view.height });
      const seen = settled.hits.touching({ minX: from.x, minY: from.y, maxX: to.x, maxY: to.y });
      for (const id of seen.slice(0, MOST_NAMES)) ids.add(id);
    }
    return [...ids].flatMap((id) => {
      const object = settled.object(id);
      const shape = settled.shape(id);
      if (!object || !shape || !isPictureShape(shape) || selection.isHidden(id)) return [];
      const bounds = kindOf(shape).bounds(shape);
      const cls = shown.classes.get(object.class) ?? { name: object.class };
      const text = titled(cls, shown.locale);
      return [{ text, color: shown.classes.color(object.class), at: { x: bounds.minX, y: bounds.minY } }];
    });
  }

  private leave(): void {
    for (const stop of this.stops) stop();
    this.stops = [];
    this.settled = null;
    this.shown = null;
  }

  destroy(): void {
    this.leave();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.moving);
    this.sizes.disconnect();
    this.scene.destroy();
    this.element.remove();
  }
}
