/** What the tools see of the picture editor. */

import type { Job } from "../core/job";
import type { Editing } from "../tools/tool";
import type { ImageEditor } from "./image_editor";

export function editingOf(editor: ImageEditor): Editing {
  const job = () => editor.job as Job;
  const { stage, host } = editor;
  return {
    view: stage.view,
    settings: editor.settings,
    get hits() {
      if (!stage.settled) throw new Error("no item is open");
      return stage.settled.hits;
    },
    get store() {
      return job().store;
    },
    get selection() {
      return job().selection;
    },
    get classes() {
      return job().classes;
    },
    get size() {
      return job().facts.size ?? { width: 1, height: 1 };
    },
    drawingClass: () => editor.drawingClass(),
    preview: (shapes) => stage.preview(shapes),
    paint: (painting) => stage.paint(painting, editor.draftColor(painting?.id)),
    picture: () => stage.picture.get(),
    outline: (request) => host.outline(request),
    say: (words) => host.say(words),
    create: (shape) => editor.create(shape),
    remove: (id) => editor.remove(id),
    reshape: (name, shapes) => editor.reshape(name, shapes),
    pin: (region) => {
      editor.setTool(editor.toolBefore);
      host.pinned(region);
    },
    redraw: () => stage.redraw(),
  };
}
