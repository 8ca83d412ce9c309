/** Commands that change the shapes that are chosen as wholes. */

import type { Command } from "../core/keymap";
import type { ObjectClass } from "../core/schema";
import { t } from "../i18n";
import { chosenAreas, combine, convert, type Way } from "./combining";
import type { ImageEditor } from "./image_editor";

type Bare = Omit<Command, "scope">;

export function shapeCommands(editor: ImageEditor): Bare[] {
  const several = () => editor.host.editable() && !!editor.job && chosenAreas(editor.job).length > 1;
  const some = () => editor.host.editable() && !!editor.job && chosenAreas(editor.job).length > 0;
  return [
    {
      id: "shape.union",
      keys: ["alt+="],
      title: "command.union",
      able: several,
      run: () => void combined(editor, "union"),
    },
    {
      id: "shape.subtract",
      keys: ["alt+-"],
      title: "command.subtract",
      able: several,
      run: () => void combined(editor, "subtract"),
    },
    {
      id: "shape.convert",
      keys: ["shift+v"],
      title: "command.convert",
      able: some,
      run: () => converted(editor),
    },
  ];
}

async function combined({ job, host }: ImageEditor, way: Way): Promise<void> {
  if (job && !(await combine(job, way))) host.say(t("combine.nothing"));
}

function converted(editor: ImageEditor): void {
  const { job, host } = editor;
  const from = job && chosenAreas(job)[0]?.shape.type;
  const to = from === "mask" ? "polygon" : "mask";
  const active = host.activeClass();
  const cls: ObjectClass | undefined = active?.shape === to ? active : job?.classes.ofShape(to)[0];
  if (!job) return;
  if (cls) convert(job, cls);
  else host.say(t(`convert.no_${to}`));
}
