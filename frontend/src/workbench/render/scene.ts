/** What draws the picture and the settled shapes: WebGL2, or a plain canvas where that is missing. */

import type { Rect } from "../core/geometry";
import type { PictureShape } from "../core/model";
import type { ObjectClass } from "../core/schema";
import type { Bitmap } from "../shapes/bitmap";
import type { View } from "./view";

/** `strong` is pointed at or chosen among many, `dashed` only suggested, `faint` not of interest now. */
export type Manner = "normal" | "strong" | "dashed" | "faint" | "hidden";

export interface Style {
  color: string;
  manner: Manner;
}

export interface Drawn {
  id: string;
  shape: PictureShape;
  cls?: ObjectClass;
  style: Style;
}

/** How the picture looks; all 0 is as it is. */
export interface Look {
  /** -1 … 1 */
  brightness: number;
  contrast: number;
  invert: boolean;
}

export const plainLook = (): Look => ({ brightness: 0, contrast: 0, invert: false });

export interface Picture {
  source: ImageBitmap | HTMLImageElement | HTMLCanvasElement;
  /** Of the original, in whose pixels shapes are measured. */
  width: number;
  height: number;
}

/** A part of a huge picture at a finer scale than the whole that is shown. */
export interface Tile {
  key: string;
  source: ImageBitmap;
  /** In pixels of the original. */
  rect: Rect;
}

/** A mask while it is painted, before it is a shape of the document. */
export interface Painted {
  bitmap: Bitmap;
  color: string;
}

export interface Scene {
  /** Named on screen where it is the slow one. */
  readonly kind: "webgl" | "canvas";
  setPicture(picture: Picture | null): void;
  /** Drawn over the picture, in this order. */
  setTiles(tiles: readonly Tile[]): void;
  /** This picture will be wanted next. */
  prepare(source: Picture["source"]): void;
  /** All shapes anew, in drawing order. */
  setShapes(all: readonly Drawn[]): void;
  /** One shape new, changed or (null) gone. */
  setShape(id: string, drawn: Drawn | null): void;
  restyle(id: string, style: Style): void;
  setPainted(painted: Painted | null): void;
  /** `hurried`: the picture is in motion, and the next frame matters more than this one's looks. */
  draw(view: View, look: Look, pixelRatio: number, hurried: boolean): void;
  destroy(): void;
}

const parsed = new Map<string, [number, number, number]>();

/** `#rgb`, `#rrggbb` as bytes; what is not such a colour is grey. */
export function rgb(color: string): [number, number, number] {
  const known = parsed.get(color);
  if (known) return known;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(color);
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(color);
  const parts = short
    ? short.slice(1).map((digit) => digit + digit)
    : long
      ? long.slice(1)
      : ["8c", "8c", "8c"];
  const bytes = parts.map((part) => Number.parseInt(part, 16)) as [number, number, number];
  parsed.set(color, bytes);
  return bytes;
}
