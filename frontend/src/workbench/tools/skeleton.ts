import { rectOf } from "../core/geometry";
import { skeletonIn } from "../shapes/skeleton";
import type { Editing, Tool } from "./tool";
import { TwoCorners } from "./two_corners";

/** The template is stretched over a rectangle; its joints are then dragged to their places. */
export function skeletonTool(editing: Editing): Tool {
  return new TwoCorners(editing, "skeleton", (a, b) => {
    const cls = editing.drawingClass();
    return cls?.skeleton ? skeletonIn(rectOf(a, b), cls) : null;
  });
}
