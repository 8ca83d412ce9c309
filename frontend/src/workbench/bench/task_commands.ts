/** Commands of review and adjudication. */

import type { Command } from "../core/keymap";
import type { Bench } from "./bench";
import { sendBack } from "./handing_in";

export function taskCommands(bench: Bench): Command[] {
  const checking = (scope: "review" | "adjudicate"): Command[] => [
    {
      id: `${scope}.defect`,
      keys: ["u"],
      title: "command.defect",
      scope,
      run: () => bench.reviewing?.add(bench.job?.selection.single ?? null),
    },
    {
      id: `${scope}.pin`,
      keys: ["shift+u"],
      title: "command.pin",
      scope,
      run: () => bench.editor.startPin(),
    },
    {
      id: `${scope}.differences`,
      keys: ["shift+d"],
      title: "command.differences",
      scope,
      run: () => bench.comparing.toggle(),
    },
    {
      id: `${scope}.difference.next`,
      keys: ["alt+arrowdown"],
      title: "command.next_difference",
      scope,
      repeats: true,
      run: () => bench.comparing.step(1),
    },
    {
      id: `${scope}.difference.before`,
      keys: ["alt+arrowup"],
      title: "command.difference_before",
      scope,
      repeats: true,
      run: () => bench.comparing.step(-1),
    },
  ];
  const answers = Array.from(
    { length: 9 },
    (_, index): Command => ({
      id: `answer.${index + 1}`,
      keys: [`shift+${index + 1}`],
      title: "command.answer_n",
      scope: "adjudicate",
      able: () => index < bench.answers.length,
      run: () => bench.showAnswer(index),
    }),
  );
  return [
    {
      id: "review.return",
      keys: ["shift+r"],
      title: "command.return",
      scope: "review",
      run: () => sendBack(bench),
    },
    {
      id: "review.against",
      keys: ["alt+d"],
      title: "command.against",
      scope: "review",
      able: () => bench.comparing.choice,
      run: () => bench.comparing.switch(),
    },
    ...checking("review"),
    ...checking("adjudicate"),
    ...answers,
    {
      id: "compare",
      keys: ["shift+c"],
      title: "command.compare",
      scope: "adjudicate",
      run: () => bench.toggle("compare"),
    },
  ];
}
