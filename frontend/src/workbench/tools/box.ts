import { boxBetween } from "../shapes/box";
import type { Editing, Tool } from "./tool";
import { TwoCorners } from "./two_corners";

export const boxTool = (editing: Editing): Tool => new TwoCorners(editing, "box", boxBetween);
