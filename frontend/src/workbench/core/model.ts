/** The annotation document as it crosses the wire; `beanfield.annotation.document` is its origin. */

export interface Box {
  type: "box";
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface RotatedBox {
  type: "rotated_box";
  cx: number;
  cy: number;
  w: number;
  h: number;
  angle?: number;
}

export interface Polygon {
  type: "polygon";
  points: number[];
  holes?: number[][];
}

export interface Polyline {
  type: "polyline";
  points: number[];
}

export interface Point {
  type: "point";
  x: number;
  y: number;
}

/** `[x, y, v, …]` in the order of the class's template; v 0 absent, 1 hidden, 2 seen. */
export interface Skeleton {
  type: "skeleton";
  points: number[];
}

export interface Ellipse {
  type: "ellipse";
  cx: number;
  cy: number;
  rx: number;
  ry: number;
  angle?: number;
}

/** Pixels inside the window x, y, w, h: run lengths row by row, beginning with a run of zeros. */
export interface Mask {
  type: "mask";
  x: number;
  y: number;
  w: number;
  h: number;
  counts: number[];
}

/** Code points `[start, end)` of a text; `part` names it in a chat: `turn:0` or `response:a`. */
export interface Span {
  type: "span";
  start: number;
  end: number;
  part?: string | null;
}

export interface Interval {
  type: "interval";
  start: number;
  end: number;
}

export type Shape =
  | Box
  | RotatedBox
  | Polygon
  | Polyline
  | Point
  | Skeleton
  | Ellipse
  | Mask
  | Span
  | Interval;
export type ShapeType = Shape["type"];
/** The shapes that are drawn on a picture. */
export type PictureShape = Exclude<Shape, Span | Interval>;
export type ShapeOf<T extends ShapeType> = Extract<Shape, { type: T }>;

export interface AnnotatedObject {
  id: string;
  class: string;
  shape: Shape;
  attributes?: Record<string, unknown>;
  frame?: number | null;
  track?: string | null;
  score?: number | null;
  group?: string | null;
}

export interface Relation {
  from: string;
  to: string;
  class: string;
  attributes?: Record<string, unknown>;
}

export interface Document {
  objects: AnnotatedObject[];
  relations: Relation[];
  answers: Record<string, unknown>;
}

export const emptyDocument = (): Document => ({ objects: [], relations: [], answers: {} });

/** What came over the wire may leave out empty parts. */
export function completed(document: Partial<Document> | null | undefined): Document {
  return {
    objects: document?.objects ?? [],
    relations: document?.relations ?? [],
    answers: document?.answers ?? {},
  };
}

/** Equality of plain JSON values; a missing key and `undefined` are the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  // Masks are lists of a hundred thousand numbers.
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value, index) => same(value, b[index]));
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    if (!same(left[key], right[key])) return false;
  }
  return true;
}
