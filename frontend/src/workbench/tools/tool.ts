/** What a tool is: a small state machine that turns pointing into commands. */

import type { Position } from "../core/geometry";
import type { PictureShape, Shape } from "../core/model";
import type { Classes, ObjectClass } from "../core/schema";
import type { Selection } from "../core/selection";
import type { DocumentStore } from "../core/store";
import type { Hits } from "../render/hits";
import type { View } from "../render/view";
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
}

/** What tools may see and do. */
export interface Editing {
  readonly view: View;
  readonly hits: Hits;
  readonly store: DocumentStore;
  readonly selection: Selection;
  readonly classes: Classes;
  readonly size: Size;
  /** The class that a new shape of this tool takes. */
  drawingClass(): ObjectClass | undefined;
  /** Shapes as they are while dragged, before the command is given. */
  preview(shapes: ReadonlyMap<string, Shape> | null): void;
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
