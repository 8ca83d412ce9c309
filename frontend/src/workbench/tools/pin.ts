import { boxBetween } from "../shapes/box";
import type { Editing, Tool } from "./tool";
import { TwoCorners } from "./two_corners";

/** Marks a region that a comment is about. */
export function pinTool(editing: Editing): Tool {
  return new TwoCorners(editing, "pin", boxBetween, (shape) => {
    if (shape.type === "box") editing.pin({ x: shape.x, y: shape.y, w: shape.w, h: shape.h });
  });
}
