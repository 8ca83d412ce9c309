/** What the editor asks of a shape; one file a shape answers it. */

import type { Flat, Position, Rect } from "../core/geometry";
import type { PictureShape } from "../core/model";
import type { ObjectClass } from "../core/schema";
import type { MessageKey } from "../i18n";

/** A place to take hold of: `index` means what the shape says. */
export interface Handle extends Position {
  kind: "corner" | "edge" | "vertex" | "middle" | "turn" | "joint";
  index: number;
  /** For polygons: 0 is the outline, others are holes. */
  ring?: number;
  cursor: string;
  /** A joint that is there but hidden. */
  hidden?: boolean;
}

export interface Line {
  points: Flat;
  closed: boolean;
}

export interface Area {
  points: Flat;
  holes: readonly Flat[];
}

export interface Size {
  width: number;
  height: number;
}

export interface Kind<S extends PictureShape> {
  bounds(shape: S): Rect;
  lines(shape: S, cls?: ObjectClass): Line[];
  /** Positions drawn as round dots. */
  dots(shape: S): number[];
  area(shape: S): Area | null;
  /** 0 inside an area, else the distance to its nearest line or dot. */
  distance(shape: S, x: number, y: number, cls?: ObjectClass): number;
  moved(shape: S, dx: number, dy: number): S;
  handles(shape: S): Handle[];
  /** The shape after `handle` was dragged to `to`; `square` keeps the ratio or snaps the angle. */
  dragged(shape: S, handle: Handle, to: Position, square: boolean): S;
  /** Without the vertex; null when too little would be left. */
  without?(shape: S, handle: Handle): S | null;
  /** Message keys of what is wrong with the shape itself. */
  faults(shape: S, size: Size | null): MessageKey[];
}

export function outside(rect: Rect, size: Size | null): MessageKey[] {
  if (!size) return [];
  const slack = 0.5;
  const out =
    rect.minX < -slack ||
    rect.minY < -slack ||
    rect.maxX > size.width + slack ||
    rect.maxY > size.height + slack;
  return out ? ["fault.outside"] : [];
}
