/** Commands on the objects that are chosen. */

import type { Command } from "../core/keymap";
import { focusNumbers } from "../panels/numbers";
import type { Bench } from "./bench";
import { Carrying } from "./carrying";
import * as editing from "./editing";
import { group, ungroup } from "./grouping";

/** Pixels by which a duplicate lies beside its original. */
const OFFSET = 12;

export function objectCommands(bench: Bench): Command[] {
  const scope = "all" as const;
  const job = () => bench.job;
  const chosen = () => (job()?.selection.size ?? 0) > 0;
  const withJob = (run: (job: NonNullable<Bench["job"]>) => void) => () => {
    const now = job();
    if (now) run(now);
  };
  const carrying = new Carrying(bench);
  return [
    {
      id: "object.next",
      keys: ["x"],
      title: "command.next_object",
      scope,
      repeats: true,
      run: () => editing.stepObject(bench, 1),
    },
    {
      id: "object.before",
      keys: ["shift+x"],
      title: "command.object_before",
      scope,
      repeats: true,
      run: () => editing.stepObject(bench, -1),
    },
    {
      id: "accept",
      keys: ["y"],
      title: "command.accept",
      scope,
      able: chosen,
      run: withJob((now) => editing.accept(now, false)),
    },
    {
      id: "accept.all",
      keys: ["shift+y"],
      title: "command.accept_all",
      scope,
      run: withJob((now) => editing.accept(now, true)),
    },
    {
      id: "all",
      keys: ["mod+a"],
      title: "command.choose_all",
      scope,
      run: withJob((now) => now.selection.set([...now.store.objects.ids()])),
    },
    {
      id: "copy",
      keys: ["mod+c"],
      title: "command.copy",
      scope: "image",
      able: chosen,
      run: withJob((now) => void editing.copyChosen(now)),
    },
    {
      id: "paste",
      keys: ["mod+v"],
      title: "command.paste",
      scope: "image",
      able: () => bench.editable,
      run: withJob((now) => editing.paste(now, 0)),
    },
    {
      id: "duplicate",
      keys: ["mod+d"],
      title: "command.duplicate",
      scope: "image",
      able: () => chosen() && bench.editable,
      run: withJob((now) => {
        if (editing.copyChosen(now)) editing.paste(now, OFFSET);
      }),
    },
    {
      id: "carry",
      keys: ["mod+shift+d"],
      title: "command.carry",
      scope: "image",
      able: () => bench.job !== null,
      run: () => carrying.toggle(),
    },
    {
      id: "group",
      keys: ["mod+g"],
      title: "command.group",
      scope: "image",
      able: () => chosen() && bench.editable,
      run: withJob(group),
    },
    {
      id: "ungroup",
      keys: ["mod+shift+g"],
      title: "command.ungroup",
      scope: "image",
      able: () => chosen() && bench.editable,
      run: withJob(ungroup),
    },
    {
      id: "numbers",
      keys: ["shift+n"],
      title: "command.numbers",
      scope: "image",
      able: chosen,
      run: focusNumbers,
    },
    {
      id: "hide",
      keys: ["shift+h"],
      title: "command.hide",
      scope,
      able: chosen,
      run: withJob((now) => hide(now)),
    },
    {
      id: "hide.none",
      keys: ["alt+h"],
      title: "command.show_all",
      scope,
      run: withJob((now) => now.selection.showAll()),
    },
    {
      id: "lock",
      keys: ["shift+l"],
      title: "command.lock",
      scope: "image",
      able: chosen,
      run: withJob((now) => lock(now)),
    },
    {
      id: "front",
      keys: ["pageup"],
      title: "command.to_front",
      scope: "image",
      able: chosen,
      run: withJob((now) => editing.restack(now, "front")),
    },
    {
      id: "back",
      keys: ["pagedown"],
      title: "command.to_back",
      scope: "image",
      able: chosen,
      run: withJob((now) => editing.restack(now, "back")),
    },
    {
      id: "link",
      keys: ["r"],
      title: "command.link",
      scope,
      able: () => bench.editable && (bench.schema.relations?.length ?? 0) > 0,
      run: () => editing.startLink(bench),
    },
  ];
}

type Now = NonNullable<Bench["job"]>;

function hide({ selection }: Now): void {
  const { ids } = selection;
  selection.hide(ids, !ids.every((id) => selection.isHidden(id)));
}

function lock({ selection }: Now): void {
  const { ids } = selection;
  selection.lock(ids, !ids.every((id) => selection.isLocked(id)));
}
