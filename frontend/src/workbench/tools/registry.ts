/** Tools by name: the one place that knows them all. */

import type { ShapeType } from "../core/model";
import { boxTool } from "./box";
import { BrushTool } from "./brush";
import { ellipseTool } from "./ellipse";
import { FillTool } from "./fill";
import { HoleTool } from "./hole";
import { LassoTool } from "./lasso";
import { MeasureTool } from "./measure";
import { pinTool } from "./pin";
import { PointTool } from "./point";
import { PolygonTool } from "./polygon";
import { PolylineTool } from "./polyline";
import { RotatedBoxTool } from "./rotated_box";
import { SelectTool } from "./select";
import { SkeletonTool } from "./skeleton";
import { SmartTool } from "./smart";
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
  brush: (editing) => new BrushTool(editing, "brush"),
  eraser: (editing) => new BrushTool(editing, "eraser"),
  fill: (editing) => new FillTool(editing),
  lasso: (editing) => new LassoTool(editing),
  smart: (editing) => new SmartTool(editing),
  measure: (editing) => new MeasureTool(editing),
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

/** Shapes that a tool works on beside the one that it draws first: the first that the schema has is drawn. */
const WORKS_ON: Partial<Record<ToolName, readonly ShapeType[]>> = {
  hole: ["polygon"],
  eraser: ["mask"],
  fill: ["mask"],
  lasso: ["mask"],
  smart: ["polygon", "mask"],
};

/** The shapes that a tool draws or works on; none for tools that take no class. */
export function shapesOf(tool: ToolName): readonly ShapeType[] {
  const drawn = (Object.entries(DRAWS) as [ShapeType, ToolName][]).find(([, name]) => name === tool)?.[0];
  return drawn ? [drawn] : (WORKS_ON[tool] ?? []);
}

/** Tools for a schema with these shapes, in the order in which they are offered. */
export function toolsFor(shapes: ReadonlySet<ShapeType>): ToolName[] {
  const drawing = [...shapes].flatMap((shape) => toolFor(shape) ?? []);
  const further = (Object.keys(WORKS_ON) as ToolName[]).filter((tool) =>
    WORKS_ON[tool]?.some((shape) => shapes.has(shape)),
  );
  return ["select", ...drawing, ...further, "measure"];
}
