/** Commands of the picture editor. */

import { reshaped } from "../core/commands";
import type { Command } from "../core/keymap";
import type { MessageKey } from "../i18n";
import { plainLook } from "../render/scene";
import { ABSENT, HIDDEN, joints, SEEN, withJoint } from "../shapes/skeleton";
import type { ImageEditor } from "./image_editor";
import { shapeCommands } from "./shape_commands";
import { toolCommands } from "./tool_commands";

const ARROWS: [string, number, number, MessageKey][] = [
  ["arrowleft", -1, 0, "command.nudge_left"],
  ["arrowright", 1, 0, "command.nudge_right"],
  ["arrowup", 0, -1, "command.nudge_up"],
  ["arrowdown", 0, 1, "command.nudge_down"],
];
const FAR = 10;
const ZOOM_STEP = 1.25;
const LOOK_STEP = 0.1;

export function imageCommands(editor: ImageEditor): Command[] {
  return [
    ...toolCommands(editor),
    ...viewCommands(editor),
    ...nudgeCommands(editor),
    ...jointCommands(editor),
    ...shapeCommands(editor),
  ].map((command) => ({ ...command, scope: "image" as const }));
}

type Bare = Omit<Command, "scope">;

function viewCommands(editor: ImageEditor): Bare[] {
  const { stage } = editor;
  const { view } = stage;
  const look = (change: () => void) => () => {
    change();
    stage.redraw();
  };
  const limited = (value: number) => Math.max(-0.8, Math.min(0.8, Math.round(value * 10) / 10));
  return [
    {
      id: "view.in",
      keys: ["=", "+"],
      title: "command.zoom_in",
      repeats: true,
      run: () => view.zoom(ZOOM_STEP),
    },
    {
      id: "view.out",
      keys: ["-"],
      title: "command.zoom_out",
      repeats: true,
      run: () => view.zoom(1 / ZOOM_STEP),
    },
    { id: "view.fit", keys: ["f"], title: "command.fit", run: () => view.fit() },
    { id: "view.one", keys: ["shift+f"], title: "command.one_to_one", run: () => view.oneToOne() },
    { id: "view.object", keys: ["z"], title: "command.zoom_object", run: () => zoomToChosen(editor) },
    {
      id: "view.names",
      keys: ["n"],
      title: "command.names",
      run: look(() => (stage.namesShown = !stage.namesShown)),
    },
    {
      id: "look.brighter",
      keys: ["."],
      title: "command.brighter",
      repeats: true,
      run: look(() => (stage.look.brightness = limited(stage.look.brightness + LOOK_STEP))),
    },
    {
      id: "look.darker",
      keys: [","],
      title: "command.darker",
      repeats: true,
      run: look(() => (stage.look.brightness = limited(stage.look.brightness - LOOK_STEP))),
    },
    {
      id: "look.more_contrast",
      keys: [">"],
      title: "command.more_contrast",
      repeats: true,
      run: look(() => (stage.look.contrast = limited(stage.look.contrast + LOOK_STEP))),
    },
    {
      id: "look.less_contrast",
      keys: ["<"],
      title: "command.less_contrast",
      repeats: true,
      run: look(() => (stage.look.contrast = limited(stage.look.contrast - LOOK_STEP))),
    },
    {
      id: "look.invert",
      keys: ["shift+i"],
      title: "command.invert",
      run: look(() => (stage.look.invert = !stage.look.invert)),
    },
    {
      id: "look.plain",
      keys: ["i"],
      title: "command.plain_look",
      run: look(() => (stage.look = plainLook())),
    },
  ];
}

function zoomToChosen(editor: ImageEditor): void {
  const id = editor.job?.selection.single;
  const bounds = id && editor.stage.settled?.hits.bounds(id);
  if (bounds) editor.stage.view.show(bounds, 120);
}

/** The arrow keys move what is chosen, else the picture. */
function nudgeCommands(editor: ImageEditor): Bare[] {
  const move = (dx: number, dy: number) => {
    if (editor.job?.selection.size && editor.host.editable()) editor.nudge(dx, dy);
    else editor.stage.view.pan(-dx * 40, -dy * 40);
  };
  return ARROWS.flatMap(([key, dx, dy, title]): Bare[] => [
    { id: `nudge.${key}`, keys: [key], title, repeats: true, run: () => move(dx, dy) },
    {
      id: `nudge.far.${key}`,
      keys: [`shift+${key}`],
      title,
      repeats: true,
      run: () => move(dx * FAR, dy * FAR),
    },
  ]);
}

function jointCommands(editor: ImageEditor): Bare[] {
  const hovered = () => {
    const { job, stage, pointer } = editor;
    const id = job?.selection.single;
    const shape = id ? job.store.objects.get(id)?.shape : undefined;
    if (!job || !id || shape?.type !== "skeleton") return null;
    const place = stage.view.toImage(pointer.place);
    const near = joints(shape)
      .filter((joint) => joint.v !== ABSENT)
      .map((joint) => ({ joint, away: Math.hypot(joint.x - place.x, joint.y - place.y) * stage.view.scale }))
      .sort((a, b) => a.away - b.away)[0];
    return near && near.away < 14 ? { job, id, shape, joint: near.joint } : null;
  };
  const change = (next: (v: number) => number) => () => {
    const found = hovered();
    if (!found) return;
    const { job, id, shape, joint } = found;
    job.apply(
      "joint",
      reshaped(job.store, new Map([[id, withJoint(shape, joint.index, { v: next(joint.v) })]])),
    );
  };
  const able = () => editor.host.editable() && hovered() !== null;
  return [
    {
      id: "joint.hide",
      keys: ["q"],
      title: "command.joint_hidden",
      able,
      run: change((v) => (v === HIDDEN ? SEEN : HIDDEN)),
    },
    { id: "joint.absent", keys: ["shift+q"], title: "command.joint_absent", able, run: change(() => ABSENT) },
  ];
}
