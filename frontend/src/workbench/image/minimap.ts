/** Where in a huge picture one is: the whole of it in a corner, and a frame round what is in sight. */

import type { Position } from "../core/geometry";
import { t } from "../i18n";
import type { Picture } from "../render/scene";
import type { View } from "../render/view";

const SIDE = 180;

export class Minimap {
  readonly element = document.createElement("div");
  private readonly frame = document.createElement("div");
  private readonly scale: number;
  private readonly width: number;
  private readonly height: number;
  private readonly stopped = new AbortController();

  constructor(
    private readonly view: View,
    picture: Picture,
  ) {
    [this.width, this.height] = [picture.width, picture.height];
    this.scale = SIDE / Math.max(picture.width, picture.height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * this.scale));
    canvas.height = Math.max(1, Math.round(picture.height * this.scale));
    canvas.getContext("2d")?.drawImage(picture.source, 0, 0, canvas.width, canvas.height);
    this.element.className = "minimap";
    this.element.title = t("picture.minimap");
    this.frame.className = "minimap-frame";
    this.element.append(canvas, this.frame);
    const { signal } = this.stopped;
    for (const type of ["pointerdown", "pointermove"] as const)
      this.element.addEventListener(type, (event) => this.point(event), { signal });
    signal.addEventListener(
      "abort",
      view.changed.on(() => this.update()),
    );
    this.update();
  }

  private point(event: PointerEvent): void {
    event.stopPropagation();
    if (!(event.buttons & 1)) return;
    this.element.setPointerCapture(event.pointerId);
    const base = this.element.getBoundingClientRect();
    this.goTo({ x: (event.clientX - base.left) / this.scale, y: (event.clientY - base.top) / this.scale });
  }

  private goTo(image: Position): void {
    const at = this.view.toScreen(image);
    this.view.pan(this.view.width / 2 - at.x, this.view.height / 2 - at.y);
  }

  private update(): void {
    const from = this.view.toImage({ x: 0, y: 0 });
    const to = this.view.toImage({ x: this.view.width, y: this.view.height });
    // Where the whole is in sight it would only be in the way.
    this.element.hidden = from.x <= 0 && from.y <= 0 && to.x >= this.width && to.y >= this.height;
    const { style } = this.frame;
    style.left = `${from.x * this.scale}px`;
    style.top = `${from.y * this.scale}px`;
    style.width = `${(to.x - from.x) * this.scale}px`;
    style.height = `${(to.y - from.y) * this.scale}px`;
  }

  destroy(): void {
    this.stopped.abort();
    this.element.remove();
  }
}
