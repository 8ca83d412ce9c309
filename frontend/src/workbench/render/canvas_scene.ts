/** The plain canvas scene, for machines without WebGL2: right, but slow with thousands of shapes. */

import type { PictureShape } from "../core/model";
import { decoded } from "../shapes/mask";
import { kindOf } from "../shapes/registry";
import {
  type Drawn,
  type Look,
  type Manner,
  type Painted,
  type Picture,
  rgb,
  type Scene,
  type Style,
  type Tile,
} from "./scene";
import type { View } from "./view";

const FILL: Record<Manner, number> = { normal: 0.16, strong: 0.36, dashed: 0.05, faint: 0.05, hidden: 0 };

interface Held extends Drawn {
  /** Lines and area in image pixels, and the mask's bitmap; made when first drawn. */
  path?: Path2D;
  bitmap?: HTMLCanvasElement;
}

export class CanvasScene implements Scene {
  readonly kind = "canvas";
  private readonly held = new Map<string, Held>();
  private picture: Picture | null = null;
  private painted: Painted | null = null;
  private tiles: readonly Tile[] = [];
  private readonly layer = document.createElement("canvas");

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly context: CanvasRenderingContext2D,
  ) {}

  setPicture(picture: Picture | null): void {
    this.picture = picture;
  }

  setTiles(tiles: readonly Tile[]): void {
    this.tiles = tiles;
  }

  setPainted(painted: Painted | null): void {
    this.painted = painted;
  }

  /** A canvas draws from the picture itself. */
  prepare(): void {}

  setShapes(all: readonly Drawn[]): void {
    this.held.clear();
    for (const drawn of all) this.held.set(drawn.id, { ...drawn });
  }

  setShape(id: string, drawn: Drawn | null): void {
    if (drawn) this.held.set(id, { ...drawn });
    else this.held.delete(id);
  }

  restyle(id: string, style: Style): void {
    const held = this.held.get(id);
    if (held) held.style = style;
  }

  draw(view: View, look: Look, pixelRatio: number): void {
    const { context, canvas } = this;
    canvas.width = Math.max(1, Math.round(view.width * pixelRatio));
    canvas.height = Math.max(1, Math.round(view.height * pixelRatio));
    context.fillStyle = "#2a2b30";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.setTransform(
      view.scale * pixelRatio,
      0,
      0,
      view.scale * pixelRatio,
      view.x * pixelRatio,
      view.y * pixelRatio,
    );
    if (this.picture) {
      const contrast = look.contrast < 0 ? 1 + look.contrast : 1 + 3 * look.contrast;
      const invert = look.invert ? " invert(1)" : "";
      context.filter = `brightness(${1 + look.brightness}) contrast(${contrast})${invert}`;
      context.imageSmoothingEnabled = view.scale < 3;
      context.drawImage(this.picture.source, 0, 0, this.picture.width, this.picture.height);
      for (const { source, rect } of this.tiles)
        context.drawImage(source, rect.minX, rect.minY, rect.maxX - rect.minX, rect.maxY - rect.minY);
      context.filter = "none";
    }
    for (const held of this.held.values()) this.drawShape(held, view.scale);
    if (this.painted) this.drawPainted(this.painted);
  }

  private drawPainted({ bitmap, color }: Painted): void {
    const { layer, context } = this;
    [layer.width, layer.height] = [bitmap.width, bitmap.height];
    layer.getContext("2d")?.putImageData(tinted(bitmap.pixels, bitmap.width, bitmap.height, color), 0, 0);
    context.globalAlpha = FILL.strong * 2;
    context.drawImage(layer, 0, 0);
    context.globalAlpha = 1;
  }

  private drawShape(held: Held, scale: number): void {
    const { context } = this;
    const { manner, color } = held.style;
    if (manner === "hidden") return;
    if (held.shape.type === "mask") {
      held.bitmap ??= bitmap(held);
      context.globalAlpha = FILL[manner] * 2.5;
      context.drawImage(held.bitmap, held.shape.x, held.shape.y);
      context.globalAlpha = 1;
      return;
    }
    held.path ??= outline(held);
    context.fillStyle = context.strokeStyle = color;
    if (kindOf(held.shape).area(held.shape)) {
      context.globalAlpha = FILL[manner];
      context.fill(held.path, "evenodd");
      context.globalAlpha = 1;
    }
    context.lineWidth = (manner === "strong" ? 3.2 : 1.8) / scale;
    context.setLineDash(manner === "dashed" ? [4 / scale, 4 / scale] : []);
    context.stroke(held.path);
    const dots = kindOf(held.shape).dots(held.shape);
    for (let i = 0; i + 1 < dots.length; i += 2) {
      context.beginPath();
      context.arc(dots[i] as number, dots[i + 1] as number, 3.5 / scale, 0, 2 * Math.PI);
      context.fill();
    }
  }

  destroy(): void {
    this.held.clear();
  }
}

function outline({ shape, cls }: Drawn): Path2D {
  const path = new Path2D();
  for (const { points, closed } of kindOf<PictureShape>(shape).lines(shape, cls)) {
    for (let i = 0; i + 1 < points.length; i += 2) {
      if (i === 0) path.moveTo(points[0] as number, points[1] as number);
      else path.lineTo(points[i] as number, points[i + 1] as number);
    }
    if (closed) path.closePath();
  }
  return path;
}

function bitmap({ shape, style }: Drawn): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  if (shape.type !== "mask") return canvas;
  canvas.width = shape.w;
  canvas.height = shape.h;
  const image = tinted(decoded(shape), shape.w, shape.h, style.color);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}

/** A mask's pixels in a colour. */
function tinted(pixels: Uint8Array, width: number, height: number, color: string): ImageData {
  const image = new ImageData(width, height);
  const [red, green, blue] = rgb(color);
  const whole = new Uint32Array(image.data.buffer);
  // Little-endian, as all machines that run browsers: alpha stands highest.
  const tint = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  for (let index = 0; index < pixels.length; index++) if (pixels[index]) whole[index] = tint;
  return image;
}
