/** Commands of the frame: they live with every kind of data. */

import type { Command } from "../core/keymap";
import { attemptOf } from "../sync/exam_server";
import type { Bench } from "./bench";
import * as editing from "./editing";
import { handBack, handIn } from "./handing_in";
import { objectCommands } from "./object_commands";
import { taskCommands } from "./task_commands";

export function benchCommands(bench: Bench, tool: ToolSteps): Command[] {
  const all = [
    ...itemCommands(bench),
    ...documentCommands(bench, tool),
    ...objectCommands(bench),
    ...taskCommands(bench),
  ];
  return attemptOf(bench.parts.server) === null ? all : all.filter(({ id }) => !NOT_IN_EXAMS.has(id));
}

/** In an exam nobody puts a task off, gives it away, or asks. */
const NOT_IN_EXAMS: ReadonlySet<string> = new Set(["skip", "hand_back", "ask"]);

/** What Enter, Backspace and Escape mean to a drawing that is not finished. */
export interface ToolSteps {
  finish(): boolean;
  back(): boolean;
  cancel(): boolean;
  rest(): boolean;
}

export const noSteps: ToolSteps = {
  finish: () => false,
  back: () => false,
  cancel: () => false,
  rest: () => false,
};

function itemCommands(bench: Bench): Command[] {
  const all = "all" as const;
  const annotate = "annotate" as const;
  return [
    {
      id: "submit",
      keys: ["s", "mod+enter"],
      title: "command.submit",
      scope: all,
      inText: true,
      run: () => handIn(bench),
    },
    {
      id: "save",
      keys: ["mod+s"],
      title: "command.save",
      scope: all,
      inText: true,
      run: () => void bench.parts.drafts.keepHere(),
    },
    {
      id: "skip",
      keys: ["shift+s"],
      title: "command.skip",
      scope: annotate,
      able: () => bench.job !== null,
      run: () => bench.toggle("skip"),
    },
    {
      id: "hand_back",
      keys: ["shift+b"],
      title: "command.hand_back",
      scope: all,
      run: () => handBack(bench),
    },
    { id: "guide", keys: ["g"], title: "command.guide", scope: all, run: () => bench.toggle("guide") },
    { id: "ask", keys: ["a"], title: "command.ask", scope: all, run: () => bench.toggle("questions") },
    { id: "help", keys: ["?"], title: "command.help", scope: all, run: () => bench.toggle("help") },
    {
      id: "palette",
      keys: ["mod+k"],
      title: "command.palette",
      scope: all,
      inText: true,
      run: () => bench.toggle("palette"),
    },
    {
      id: "settings",
      keys: ["mod+,"],
      title: "command.settings",
      scope: all,
      inText: true,
      run: () => bench.toggle("settings"),
    },
  ];
}

function documentCommands(bench: Bench, tool: ToolSteps): Command[] {
  const scope = "all" as const;
  const job = () => bench.job;
  const editable = () => bench.editable;
  return [
    {
      id: "undo",
      keys: ["mod+z"],
      title: "command.undo",
      scope,
      repeats: true,
      able: editable,
      run: () => tool.back() || job()?.store.undo(),
    },
    {
      id: "redo",
      keys: ["mod+shift+z", "mod+y"],
      title: "command.redo",
      scope,
      repeats: true,
      able: editable,
      run: () => job()?.store.redo(),
    },
    {
      id: "remove",
      keys: ["delete", "backspace"],
      title: "command.remove",
      scope,
      able: editable,
      run: () => {
        const now = job();
        if (!tool.back() && now) editing.removeChosen(now);
      },
    },
    { id: "enter", keys: ["enter"], title: "command.finish", scope, run: () => enter(bench, tool) },
    { id: "escape", keys: ["escape"], title: "command.cancel", scope, run: () => leave(bench, tool) },
    {
      id: "question.next",
      keys: ["j"],
      title: "command.next_question",
      scope,
      repeats: true,
      run: () => job()?.step(1),
    },
    {
      id: "question.before",
      keys: ["shift+j"],
      title: "command.question_before",
      scope,
      repeats: true,
      run: () => job()?.step(-1),
    },
    {
      id: "question.leave",
      keys: ["c"],
      title: "command.keys_for_classes",
      scope,
      able: () => bench.classes.all.length > 0,
      run: () => (job()?.activeAsk ? job()?.activate(null) : job()?.step(1)),
    },
  ];
}

function enter(bench: Bench, tool: ToolSteps): void {
  const { job } = bench;
  if (tool.finish() || !job) return;
  if (job.selection.ids.some((id) => job.store.suggestion(id))) editing.accept(job, false);
}

function leave(bench: Bench, tool: ToolSteps): void {
  const { job } = bench;
  if (bench.linkFrom) {
    bench.linkFrom = null;
    bench.changed.emit();
  } else if (tool.cancel() || bench.closePanel()) return;
  else if (job?.selection.size) job.selection.set([]);
  else if (!tool.rest()) job?.activate(null);
}
