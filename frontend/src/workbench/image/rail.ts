/** The tools of the picture editor, and signs about the view. */

import type { Bench } from "../bench/bench";
import { keyLabel } from "../core/keymap";
import { type MessageKey, named, t } from "../i18n";
import type { SkeletonTool } from "../tools/skeleton";
import { SmartTool } from "../tools/smart";
import type { ToolName } from "../tools/tool";
import { h, type VNode } from "../ui/dom";
import { sign, toolIcon } from "../ui/icons";
import type { ImageEditor } from "./image_editor";

/** Tools whose vertices can snap to what is beside. */
const SNAPPING = new Set<ToolName>(["select", "polygon", "polyline", "hole", "lasso"]);

export function imageRail(bench: Bench, editor: ImageEditor): VNode {
  return h(
    "nav",
    { key: "rail", class: "rail", "aria-label": t("tools") },
    editor.offered().map((tool) => {
      const command = bench.keymap.find(`tool.${tool}`);
      const key = command && bench.keymap.keyOf(command);
      const title = t(`tool.${tool}` as MessageKey);
      return h(
        "button",
        {
          type: "button",
          key: tool,
          class: editor.tool === tool ? "tool active" : "tool",
          "aria-pressed": String(editor.tool === tool),
          title: key ? `${title} [${keyLabel(key)}]` : title,
          "aria-label": key ? `${title} ${keyLabel(key).replace("Shift+", "⇧")}` : title,
          disabled: !bench.editable && tool !== "select",
          onclick: () => editor.setTool(tool),
        },
        toolIcon(tool),
        key && h("kbd", null, keyLabel(key).replace("Shift+", "⇧")),
      );
    }),
    settingButtons(bench, editor),
    h("div", { class: "space" }),
    viewButton(bench, "view.in", sign("zoom_in")),
    viewButton(bench, "view.out", sign("zoom_out")),
    viewButton(bench, "view.fit", sign("fit")),
    viewButton(bench, "view.one", "1:1"),
    lookPanel(bench, editor),
    editor.stage.kind === "canvas" && h("p", { class: "slow", title: t("render.canvas") }, "2D"),
  );
}

/** How the tool in hand is set: shape and size of the brush, snapping of outlines. */
function settingButtons(bench: Bench, editor: ImageEditor): VNode[] {
  const { tool, settings } = editor;
  const toggle = (id: string, on: boolean, shown: VNode) => {
    const command = bench.keymap.find(id);
    const key = command && bench.keymap.keyOf(command);
    const title = command ? t(command.title) : id;
    return h(
      "button",
      {
        type: "button",
        key: id,
        class: on ? "tool active" : "tool",
        "aria-pressed": String(on),
        title: key ? `${title} [${keyLabel(key)}]` : title,
        "aria-label": title,
        onclick: () => command?.run(),
      },
      shown,
    );
  };
  const buttons: VNode[] = [];
  if (SNAPPING.has(tool)) buttons.push(toggle("snap", settings.snap, sign("snap")));
  if (tool === "brush" || tool === "eraser")
    buttons.push(toggle("brush.square", settings.square, sign(settings.square ? "square" : "round")));
  return buttons;
}

function viewButton(bench: Bench, id: string, shown: VNode | string): VNode {
  const command = bench.keymap.find(id);
  const title = command ? `${t(command.title)} [${keyLabel(command.keys[0] as string)}]` : id;
  return h(
    "button",
    {
      type: "button",
      key: id,
      class: "tool",
      title,
      "aria-label": typeof shown === "string" ? `${shown} ${title}` : title,
      onclick: () => command?.run(),
    },
    shown,
  );
}

function lookPanel(bench: Bench, editor: ImageEditor): VNode {
  const { look } = editor.stage;
  const slider = (name: "brightness" | "contrast") =>
    h(
      "label",
      null,
      t(`look.${name}`),
      h("input", {
        type: "range",
        min: -0.8,
        max: 0.8,
        step: 0.05,
        value: look[name],
        oninput: ({ target }: { target: HTMLInputElement }) => {
          look[name] = target.valueAsNumber;
          editor.stage.redraw();
          bench.changed.emit();
        },
      }),
    );
  const changed = look.brightness !== 0 || look.contrast !== 0 || look.invert;
  return h(
    "details",
    { key: "look", class: "look" },
    h(
      "summary",
      { class: changed ? "tool active" : "tool", title: t("look"), "aria-label": t("look") },
      sign("look"),
    ),
    h(
      "div",
      { class: "pop" },
      slider("brightness"),
      slider("contrast"),
      h(
        "button",
        { type: "button", onclick: () => bench.keymap.find("look.plain")?.run() },
        t("command.plain_look"),
        h("kbd", null, "I"),
      ),
    ),
  );
}

/** What the next click does, where that is not plain to see. */
export function toolHint(editor: ImageEditor): string | null {
  const tool = editor.activeTool;
  if (tool.name === "skeleton") {
    const keypoints = editor.drawingClass()?.skeleton?.keypoints ?? [];
    const next = keypoints[(tool as SkeletonTool).next];
    return next
      ? t("hint.joint", { name: named(next), n: (tool as SkeletonTool).next + 1, all: keypoints.length })
      : null;
  }
  if (tool.name === "select" || tool.name === "point") return null;
  if (tool instanceof SmartTool && tool.ready) return t("hint.smart_ready");
  if (tool instanceof SmartTool && tool.waits) return t("hint.smart_waits");
  const words = t(`hint.${tool.name}` as MessageKey);
  const { radius, tolerance } = editor.settings;
  if (tool.name === "brush" || tool.name === "eraser")
    return `${t("brush.size", { radius: Math.round(radius) })} · ${words}`;
  return tool.name === "fill" ? `${t("fill.tolerance", { tolerance })} · ${words}` : words;
}
