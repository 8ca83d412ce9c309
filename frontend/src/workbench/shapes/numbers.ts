/** Shapes by their numbers: position, size and angle, to be read and typed. */

import { rounded } from "../core/geometry";
import type { Shape } from "../core/model";

export type NumberName = "x" | "y" | "w" | "h" | "cx" | "cy" | "rx" | "ry" | "angle";

const NAMES: Partial<Record<Shape["type"], readonly NumberName[]>> = {
  box: ["x", "y", "w", "h"],
  rotated_box: ["cx", "cy", "w", "h", "angle"],
  ellipse: ["cx", "cy", "rx", "ry", "angle"],
  point: ["x", "y"],
};
/** Sizes stay above nothing. */
const SIZES = new Set<NumberName>(["w", "h", "rx", "ry"]);

/** The numbers that tell the shape, in order; none for outlines and masks. */
export function numbersOf(shape: Shape): { name: NumberName; value: number }[] {
  const values = shape as unknown as Partial<Record<NumberName, number>>;
  return (NAMES[shape.type] ?? []).map((name) => ({ name, value: values[name] ?? 0 }));
}

/** The shape with another number; null where that makes no shape. */
export function withNumber(shape: Shape, name: NumberName, value: number): Shape | null {
  if (!Number.isFinite(value) || !NAMES[shape.type]?.includes(name)) return null;
  if (SIZES.has(name) && value <= 0) return null;
  return { ...shape, [name]: rounded(value) } as Shape;
}
