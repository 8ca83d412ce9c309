import { ellipseBetween } from "../shapes/ellipse";
import type { Editing, Tool } from "./tool";
import { TwoCorners } from "./two_corners";

export const ellipseTool = (editing: Editing): Tool => new TwoCorners(editing, "ellipse", ellipseBetween);
