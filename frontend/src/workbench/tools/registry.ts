/** Tools by name: the one place that knows them all. */

import type { ShapeType } from "../core/model";
import { boxTool } from "./box";
import { BrushTool } from "./brush";
import { ellipseTool } from "./ellipse";
import { HoleTool } from "./hole";
import { pinTool } from "./pin";
import { PointTool } from "./point";
import { PolygonTool } from "./polygon";
import { PolylineTool } from "./polyline";
import { RotatedBoxTool } from "./rotated_box";
import { SelectTool } from "./select";
import { SkeletonTool } from "./skeleton";
import type { Editing, Tool, ToolName } from "./tool";

export const TOOLS: Record<ToolName, (editing: Editing) => Tool> = {
  select: (editing) => new SelectTool(editing),
  box: boxTool,
  rotated_box: (editing) => new RotatedBoxTool(editing),
  polygon: (editing) => new PolygonTool(editing),
  hole: (editing) => new HoleTool(editing),
  polyline: (editing) => new PolylineTool(editing),
  point: (editing) => new PointTool(editing),
  skeleton: (editing) => new SkeletonTool(editing),
  ellipse: ellipseTool,
  brush: (editing) => new BrushTool(editing),
  pin: pinTool,
};

const DRAWS: Partial<Record<ShapeType, ToolName>> = {
  box: "box",
  rotated_box: "rotated_box",
  polygon: "polygon",
  polyline: "polyline",
  point: "point",
  skeleton: "skeleton",
  ellipse: "ellipse",
  mask: "brush",
};

/** The tool that draws a shape, if it is drawn on a picture. */
export const toolFor = (shape: ShapeType): ToolName | undefined => DRAWS[shape];

/** The shape that a tool draws. */
export function shapeOf(tool: ToolName): ShapeType | undefined {
  return (Object.entries(DRAWS) as [ShapeType, ToolName][]).find(([, name]) => name === tool)?.[0];
}
