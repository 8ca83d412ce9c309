/** What a tool is: a small state machine that turns pointing into commands. */

import type { Position } from "../core/geometry";
import type { Mask, PictureShape, Shape } from "../core/model";
import type { Classes, ObjectClass } from "../core/schema";
import type { Selection } from "../core/selection";
import type { DocumentStore } from "../core/store";
import type { Hits } from "../render/hits";
import type { View } from "../render/view";
import type { Bitmap } from "../shapes/bitmap";
import type { Line, Size } from "../shapes/kind";

export type ToolName =
  | "select"
  | "box"
  | "rotated_box"
  | "polygon"
  | "hole"
  | "polyline"
  | "point"
  | "skeleton"
  | "ellipse"
  | "brush"
  | "eraser"
  | "fill"
  | "lasso"
  | "smart"
  | "measure"
  | "pin";

/** A place on the picture and how it was pointed at. */
export interface Pointing extends Position {
  screen: Position;
  shift: boolean;
  alt: boolean;
  mod: boolean;
}

/** What is being drawn, for the overlay. */
export interface Draft {
  lines?: Line[];
  dots?: number[];
  /** Drawn as it would be once finished. */
  shape?: PictureShape;
  cls?: ObjectClass;
  /** A round cursor, in image pixels. */
  circle?: { x: number; y: number; radius: number };
  /** Words beside a place. */
  words?: { x: number; y: number; text: string };
}

/** How the tools are set; they keep it from one item to the next. */
export interface ToolSettings {
  /** Of brush and eraser, in image pixels. */
  radius: number;
  square: boolean;
  /** How much a colour may differ, 0 … 255, to be filled along. */
  tolerance: number;
  /** Whether new vertices are drawn to the borders of neighbours. */
  snap: boolean;
}

export const plainSettings = (): ToolSettings => ({ radius: 12, square: false, tolerance: 24, snap: false });

/** A mask while it is painted: of the object `id`, or of a new one. */
export interface Painting {
  bitmap: Bitmap;
  id: string | null;
}

/** What an outline is asked for: a box [x, y, w, h], and places [x, y] that belong to the thing or do not. */
export interface OutlineRequest {
  box: [number, number, number, number];
  keep: [number, number][];
  drop: [number, number][];
}

/** What tools may see and do. */
export interface Editing {
  readonly view: View;
  readonly hits: Hits;
  readonly store: DocumentStore;
  readonly selection: Selection;
  readonly classes: Classes;
  readonly size: Size;
  readonly settings: ToolSettings;
  /** The class that a new shape of this tool takes. */
  drawingClass(): ObjectClass | undefined;
  /** Shapes as they are while dragged, before the command is given. */
  preview(shapes: ReadonlyMap<string, Shape> | null): void;
  /** Shows a mask as it is painted; null ends that. */
  paint(painting: Painting | null): void;
  /** The colours of the picture, in its own pixels, where they can be had. */
  picture(): ImageData | null;
  /** Asks for the outline of what is in a box. */
  outline(request: OutlineRequest): Promise<Mask>;
  /** Says something to the person. */
  say(words: string): void;
  remove(id: string): void;
  /** Adds a new object of the drawing class and chooses it. */
  create(shape: PictureShape): void;
  /** Gives shapes to objects; an open suggestion is thereby taken over. */
  reshape(name: string, shapes: ReadonlyMap<string, Shape>): void;
  /** A region pointed at, for a comment. */
  pin(region: { x: number; y: number; w: number; h: number }): void;
  /** Asks for the overlay to be drawn again. */
  redraw(): void;
}

export interface Tool {
  readonly name: ToolName;
  readonly cursor: string;
  /** Whether lines through the pointer help. */
  readonly crosshair: boolean;
  down(pointing: Pointing): void;
  move(pointing: Pointing, pressed: boolean): void;
  up(pointing: Pointing): void;
  /** Ends what is being drawn as it stands; false when there is nothing to end. */
  finish(): boolean;
  /** One step back within what is being drawn. */
  back(): boolean;
  /** Throws away what is being drawn. */
  cancel(): boolean;
  draft(): Draft | null;
}

/** A pointer that moved less than this many screen pixels has clicked, not dragged. */
export const CLICK_SLACK = 4;

/** How near, in screen pixels, the pointer must be to mean a line or a handle. */
export const REACH = 7;

export const distance = (a: Position, b: Position): number => Math.hypot(a.x - b.x, a.y - b.y);
