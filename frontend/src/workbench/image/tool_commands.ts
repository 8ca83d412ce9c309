/** Commands that take a tool up, and that set how it works. */

import type { Command } from "../core/keymap";
import type { MessageKey } from "../i18n";
import { toolFor } from "../tools/registry";
import type { ToolName, ToolSettings } from "../tools/tool";
import type { ImageEditor } from "./image_editor";

const TOOL_KEYS: [ToolName, string][] = [
  ["select", "v"],
  ["box", "b"],
  ["rotated_box", "t"],
  ["polygon", "p"],
  ["polyline", "l"],
  ["point", "o"],
  ["skeleton", "k"],
  ["ellipse", "e"],
  ["brush", "m"],
  ["eraser", "shift+e"],
  ["fill", "w"],
  ["lasso", "shift+p"],
  ["hole", "h"],
  ["smart", "shift+w"],
  ["measure", "shift+m"],
];

/** Tools that size keys concern, and tools whose vertices may snap. */
const SIZED = new Set<ToolName>(["brush", "eraser", "fill"]);
const RADIUS = { least: 1, most: 400 };
const SIZE_STEP = 1.25;
const TOLERANCE_STEP = 4;

type Bare = Omit<Command, "scope">;

export function toolCommands(editor: ImageEditor): Bare[] {
  const tools = TOOL_KEYS.map(
    ([tool, key]): Bare => ({
      id: `tool.${tool}`,
      keys: [key],
      title: `tool.${tool}` as MessageKey,
      able: () => editor.offered().includes(tool) && (tool === "select" || editor.host.editable()),
      run: () => editor.setTool(tool),
    }),
  );
  return [...tools, ...settingCommands(editor)];
}

function settingCommands(editor: ImageEditor): Bare[] {
  const sized = () => SIZED.has(editor.tool);
  return [
    {
      id: "brush.smaller",
      keys: ["["],
      title: "command.brush_smaller",
      repeats: true,
      able: sized,
      run: () => editor.set(resized(editor, -1)),
    },
    {
      id: "brush.larger",
      keys: ["]"],
      title: "command.brush_larger",
      repeats: true,
      able: sized,
      run: () => editor.set(resized(editor, 1)),
    },
    {
      id: "brush.square",
      keys: ["shift+o"],
      title: "command.brush_square",
      able: () => editor.tool === "brush" || editor.tool === "eraser",
      run: () => editor.set({ square: !editor.settings.square }),
    },
    {
      id: "snap",
      keys: ["shift+g"],
      title: "command.snap",
      run: () => editor.set({ snap: !editor.settings.snap }),
    },
    {
      id: "tool.again",
      keys: ["d"],
      title: "command.draw_again",
      able: () => editor.host.editable(),
      run: () => {
        const cls = editor.host.activeClass();
        const tool = cls && toolFor(cls.shape);
        if (tool) editor.setTool(tool);
      },
    },
  ];
}

/** A size more or less: of the brush, or of how much colours may differ. */
function resized({ tool, settings }: ImageEditor, by: 1 | -1): Partial<ToolSettings> {
  if (tool === "fill") {
    return { tolerance: Math.max(0, Math.min(255, settings.tolerance + by * TOLERANCE_STEP)) };
  }
  const radius = settings.radius * SIZE_STEP ** by;
  return { radius: Math.max(RADIUS.least, Math.min(RADIUS.most, radius)) };
}
