/** Drawn signs, 16 by 16. */

import type { ShapeType } from "../core/model";
import type { ToolName } from "../tools/tool";
import { h, type VNode } from "./dom";

const SHAPES: Record<ShapeType, string> = {
  box: "M2.5 3.5h11v9h-11z",
  rotated_box: "M5 1.8l9.2 5.3-3.2 7.1L1.8 8.9z",
  polygon: "M8 1.8l6 4.6-2.3 7.4H4.3L2 6.4z",
  polyline: "M1.8 12.5l4-8 4.4 6 4-7.5",
  point: "M8 5a3 3 0 100 6 3 3 0 000-6zM8 1v3M8 12v3M1 8h3M12 8h3",
  skeleton: "M8 2.2a1.6 1.6 0 100 3.2 1.6 1.6 0 000-3.2zM8 5.4V10M3 7.2h10M8 10l-3 4M8 10l3 4",
  ellipse: "M8 3.2c3.6 0 6.3 2.1 6.3 4.8S11.6 12.8 8 12.8 1.7 10.7 1.7 8 4.4 3.2 8 3.2z",
  mask: "M9.5 3.5l3 3-5 5-3-3zM4.5 8.5L2 14l5.5-2.5M11 2l3 3",
  span: "M2 4h12M2 8h7M2 12h9M11 6.5v3",
  interval: "M2 8h2M5 5v6M8 2.5v11M11 5v6M14 8h-1",
};

const TOOLS: Partial<Record<ToolName, string>> = {
  select: "M3 1.8l9.5 6.4-4.2.8L11 14l-2 .9-2.5-5L3.6 13z",
  eraser:
    "M6 13.5h8M3 10.5l6.5-6.5a1.4 1.4 0 012 0l2 2a1.4 1.4 0 010 2L8 13.5H5.5L3 11a.4.4 0 010-.5zM6.8 6.8l4 4",
  fill: "M7 2.5l5.5 5.5-5 5L2.5 8zM7 2.5L5.5 1M13.5 10.5c.8 1.2 1.2 1.8 1.2 2.4a1.2 1.2 0 01-2.4 0c0-.6.4-1.2 1.2-2.4z",
  lasso:
    "M8 3c3.6 0 6 1.6 6 3.6s-2.4 3.6-6 3.6-6-1.6-6-3.6S4.4 3 8 3zM4.5 9.6c-1 1 0 2 1 1.8M5.2 11.4c.3 1.2 0 2.2-1 3",
  smart: "M3 13l6.5-6.5M11 2v3M9.5 3.5h3M13.5 7v2M12.5 8h2M5.5 2.5v2M4.5 3.5h2",
  measure: "M1.8 10.5l8.7-8.7 3.7 3.7-8.7 8.7zM4.5 7.8l1.6 1.6M6.8 5.5l1.6 1.6M9.1 3.2l1.6 1.6",
  hole: "M2.5 3h11v10h-11zM6 6h4v4H6z",
  pin: "M8 14.5S3.5 9.8 3.5 6.2a4.5 4.5 0 119 0C12.5 9.8 8 14.5 8 14.5zM8 4.8a1.5 1.5 0 100 3 1.5 1.5 0 000-3z",
};

export const SIGNS = {
  undo: "M6 3L2.5 6.5L6 10M2.5 6.5H9.5a4 4 0 010 8H6",
  redo: "M10 3l3.5 3.5L10 10M13.5 6.5H6.5a4 4 0 000 8H10",
  zoom_in: "M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.5 10.5L14 14M7 5v4M5 7h4",
  zoom_out: "M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.5 10.5L14 14M5 7h4",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  look: "M8 2.5a5.5 5.5 0 100 11zM8 2.5a5.5 5.5 0 010 11",
  seen: "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 100 3.6 1.8 1.8 0 000-3.6z",
  hidden: "M2 8.5S4.3 5 8 5s6 3.5 6 3.5M3.5 11l1-1.5M8 12v-1.8M12.5 11l-1-1.5",
  locked: "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 015 0v2.5",
  snap: "M4 2.5v5a4 4 0 008 0v-5M4 5h2.5M9.5 5H12M6.5 2.5v5a1.5 1.5 0 003 0v-5M4 2.5h2.5M9.5 2.5H12",
  square: "M3 3h10v10H3z",
  round: "M8 2.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11z",
  back: "M10 3L5 8l5 5",
  close: "M4 4l8 8M12 4l-8 8",
} as const;

export const sign = (name: keyof typeof SIGNS): VNode => icon(SIGNS[name]);

export function icon(d: string): VNode {
  return h("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, h("path", { d }));
}

export const shapeIcon = (shape: ShapeType): VNode => icon(SHAPES[shape]);

export function toolIcon(tool: ToolName): VNode {
  return icon(TOOLS[tool] ?? SHAPES[tool === "brush" ? "mask" : (tool as ShapeType)]);
}
