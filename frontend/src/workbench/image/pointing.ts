/** Pointer and wheel events of the stage as calls of the tool and moves of the view. */

import type { Position } from "../core/geometry";
import type { View } from "../render/view";
import type { Pointing, Tool } from "../tools/tool";

export interface Pointed {
  tool(): Tool;
  /** The tool for a press with Ctrl held: choosing, whatever is being drawn. */
  chooser(): Tool;
  /** The pointer is over the stage at this place, or has left it. */
  hover(screen: Position | null): void;
  /** A press began, so menus close and the stage takes the keys. */
  pressed(): void;
}

const PINCH_SPEED = 0.012;
const WHEEL_SPEED = 0.0015;

export class StagePointer {
  private held: { tool: Tool } | "pan" | null = null;
  private last: Position = { x: 0, y: 0 };
  private spaceHeld = false;
  private readonly touches = new Map<number, Position>();
  private readonly listeners = new AbortController();

  constructor(
    private readonly element: HTMLElement,
    private readonly view: View,
    private readonly pointed: Pointed,
  ) {
    const { signal } = this.listeners;
    const on = <K extends keyof HTMLElementEventMap>(type: K, run: (event: HTMLElementEventMap[K]) => void) =>
      element.addEventListener(type, run, { signal, passive: false });
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.up(event));
    on("pointercancel", (event) => this.up(event));
    on("pointerleave", () => this.pointed.hover(null));
    on("wheel", (event) => this.wheel(event));
    on("contextmenu", (event) => event.preventDefault());
    window.addEventListener("blur", () => this.holdSpace(false), { signal });
  }

  /** While the space bar is held a drag pans, whatever the tool. */
  holdSpace(held: boolean): void {
    this.spaceHeld = held;
    this.element.classList.toggle("panning", held);
  }

  get place(): Position {
    return this.last;
  }

  private pointing(event: PointerEvent | WheelEvent): Pointing {
    const rect = this.element.getBoundingClientRect();
    const screen = { x: event.clientX - rect.left, y: event.clientY - rect.top };
    const { x, y } = this.view.toImage(screen);
    return { x, y, screen, shift: event.shiftKey, alt: event.altKey, mod: event.ctrlKey || event.metaKey };
  }

  private down(event: PointerEvent): void {
    this.pointed.pressed();
    const pointing = this.pointing(event);
    this.last = pointing.screen;
    this.element.setPointerCapture(event.pointerId);
    if (event.pointerType === "touch") this.touches.set(event.pointerId, pointing.screen);
    if (this.touches.size > 1) {
      this.current?.cancel();
      this.held = "pan";
    } else if (event.button === 1 || event.button === 2 || this.spaceHeld) this.held = "pan";
    else if (event.button === 0) {
      const tool = pointing.mod ? this.pointed.chooser() : this.pointed.tool();
      this.held = { tool };
      tool.down(pointing);
    }
  }

  private get current(): Tool | null {
    return this.held && this.held !== "pan" ? this.held.tool : null;
  }

  private move(event: PointerEvent): void {
    const pointing = this.pointing(event);
    if (this.touches.size > 1) {
      this.pinch(event.pointerId, pointing.screen);
      return;
    }
    if (this.held === "pan") {
      this.view.pan(pointing.screen.x - this.last.x, pointing.screen.y - this.last.y);
    } else {
      const tool = this.current ?? (pointing.mod ? this.pointed.chooser() : this.pointed.tool());
      tool.move(pointing, this.held !== null);
    }
    this.last = pointing.screen;
    this.pointed.hover(pointing.screen);
  }

  private up(event: PointerEvent): void {
    const pointing = this.pointing(event);
    const tool = this.current;
    this.touches.delete(event.pointerId);
    this.held = null;
    if (event.type === "pointercancel") tool?.cancel();
    else tool?.up(pointing);
    this.pointed.hover(pointing.screen);
  }

  /** Two fingers move and scale the picture. */
  private pinch(id: number, now: Position): void {
    const before = this.touches.get(id);
    const other = [...this.touches].find(([key]) => key !== id)?.[1];
    if (!before || !other) return;
    const spread = (a: Position) => Math.max(1, Math.hypot(a.x - other.x, a.y - other.y));
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    this.view.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    this.view.zoomAt(middle, spread(now) / spread(before));
    this.touches.set(id, now);
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
    const { screen } = this.pointing(event);
    if (event.shiftKey) this.view.pan(-(event.deltaX || event.deltaY) * unit, 0);
    else {
      const speed = event.ctrlKey ? PINCH_SPEED : WHEEL_SPEED;
      this.view.zoomAt(screen, Math.exp(-event.deltaY * unit * speed));
    }
    this.pointed.hover(screen);
  }

  destroy(): void {
    this.listeners.abort();
  }
}
