/** Plane geometry on flat lists of numbers `[x0, y0, x1, y1, …]`, y down. */

export interface Rect {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

export interface Position {
  x: number;
  y: number;
}

export type Flat = ArrayLike<number>;

/** The number at an index that is known to be inside the list. */
export const at = (list: Flat, index: number): number => list[index] as number;

export const emptyRect = (): Rect => ({ minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity });

export function boundsOf(points: Flat, step = 2): Rect {
  const rect = emptyRect();
  for (let i = 0; i + 1 < points.length; i += step) {
    const x = at(points, i);
    const y = at(points, i + 1);
    if (x < rect.minX) rect.minX = x;
    if (x > rect.maxX) rect.maxX = x;
    if (y < rect.minY) rect.minY = y;
    if (y > rect.maxY) rect.maxY = y;
  }
  return rect;
}

export const united = (a: Rect, b: Rect): Rect => ({
  minX: Math.min(a.minX, b.minX),
  minY: Math.min(a.minY, b.minY),
  maxX: Math.max(a.maxX, b.maxX),
  maxY: Math.max(a.maxY, b.maxY),
});

export const rectArea = (rect: Rect): number => (rect.maxX - rect.minX) * (rect.maxY - rect.minY);

export function rectOf(a: Position, b: Position): Rect {
  return {
    minX: Math.min(a.x, b.x),
    minY: Math.min(a.y, b.y),
    maxX: Math.max(a.x, b.x),
    maxY: Math.max(a.y, b.y),
  };
}

export const inRect = (rect: Rect, x: number, y: number): boolean =>
  x >= rect.minX && x <= rect.maxX && y >= rect.minY && y <= rect.maxY;

export function segmentDistance(
  x: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** Distance from a position to a line, and the index of its nearest segment. */
export function lineDistance(
  points: Flat,
  closed: boolean,
  x: number,
  y: number,
): { distance: number; segment: number } {
  const count = points.length / 2;
  let best = { distance: Infinity, segment: 0 };
  const last = closed ? count : count - 1;
  for (let i = 0; i < last; i++) {
    const j = (i + 1) % count;
    const distance = segmentDistance(
      x,
      y,
      at(points, 2 * i),
      at(points, 2 * i + 1),
      at(points, 2 * j),
      at(points, 2 * j + 1),
    );
    if (distance < best.distance) best = { distance, segment: i };
  }
  return best;
}

/** Even–odd rule. */
export function inRing(points: Flat, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    const ay = at(points, i + 1);
    const by = at(points, j + 1);
    if (ay > y !== by > y && x < ((at(points, j) - at(points, i)) * (y - ay)) / (by - ay) + at(points, i)) {
      inside = !inside;
    }
  }
  return inside;
}

export function ringArea(points: Flat): number {
  let sum = 0;
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    sum += at(points, j) * at(points, i + 1) - at(points, i) * at(points, j + 1);
  }
  return Math.abs(sum) / 2;
}

export function shifted(points: Flat, dx: number, dy: number): number[] {
  return Array.from(points, (value, index) => value + (index % 2 ? dy : dx));
}

/** Turns (x, y) clockwise on screen about the centre. */
export function turned(x: number, y: number, cx: number, cy: number, degrees: number): Position {
  const radians = (degrees * Math.PI) / 180;
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  return { x: cx + (x - cx) * cos - (y - cy) * sin, y: cy + (x - cx) * sin + (y - cy) * cos };
}

/** Do two segments cross at an inner point of both? */
function crosses(a: Position, b: Position, c: Position, d: Position): boolean {
  const side = (p: Position, q: Position, r: Position) =>
    (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Whether the outline crosses itself; quadratic, for outlines of up to some hundred points. */
export function crossesItself(points: Flat): boolean {
  const count = points.length / 2;
  const corner = (index: number): Position => ({
    x: at(points, 2 * (index % count)),
    y: at(points, 2 * (index % count) + 1),
  });
  for (let i = 0; i < count; i++) {
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue;
      if (crosses(corner(i), corner(i + 1), corner(j), corner(j + 1))) return true;
    }
  }
  return false;
}

/** A tenth of a pixel is finer than any pointer; long tails of digits only make documents large. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;

export function inside(position: Position, width: number, height: number): Position {
  return { x: Math.max(0, Math.min(width, position.x)), y: Math.max(0, Math.min(height, position.y)) };
}
