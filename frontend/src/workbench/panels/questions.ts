/** Questions with their answers, wherever they stand: about the item, a turn, a response, an object. */

import type { Fault } from "../core/faults";
import type { Job } from "../core/job";
import { type Ask, askId } from "../core/questions";
import type { Question } from "../core/schema";
import { isGiven } from "../core/when";
import type { About } from "../fields/kind";
import { FIELDS } from "../fields/registry";
import { inWords, named, t } from "../i18n";
import { h, type VNode } from "../ui/dom";

export function faultText({ text }: Pick<Fault, "text">): string {
  return typeof text === "string" ? text : t(text.key, text.params);
}

export function questionList(job: Job, belongs: (ask: Ask) => boolean, editable: boolean): VNode | null {
  const asks = job.asks().filter(belongs);
  if (asks.length === 0) return null;
  const faults = job.checked || job.refusal.length ? job.faults() : [];
  return h(
    "div",
    { class: "questions" },
    asks.map((ask) => {
      const own = faults.filter((fault) => fault.field === ask.field.name && fault.key === ask.key);
      const id = askId(ask);
      return questionNode({
        question: ask.field,
        value: job.answer(ask),
        current: () => job.answer(ask),
        set: (value, typing) => job.setAnswer(ask, value, typing),
        about: job.about,
        id: `ask-${id}`,
        disabled: !editable,
        hot: job.activeAsk === id,
        faults: own,
        activate: () => job.activeAsk !== id && job.activate(id),
      });
    }),
  );
}

export interface QuestionShown {
  question: Question;
  value: unknown;
  current(): unknown;
  set(value: unknown, typing?: boolean): void;
  about: About;
  id: string;
  disabled: boolean;
  hot: boolean;
  faults: readonly Pick<Fault, "text">[];
  activate?(): void;
}

export function questionNode(shown: QuestionShown): VNode {
  const { question, id, hot, faults } = shown;
  const kind = FIELDS[question.type];
  const wanting = question.required && !isGiven(shown.value);
  return h(
    "fieldset",
    {
      key: id,
      id,
      class: ["question", hot && "hot", faults.length && "faulty", wanting && "wanting"]
        .filter(Boolean)
        .join(" "),
      onpointerdown: () => shown.activate?.(),
      onfocusin: () => shown.activate?.(),
    },
    h(
      "legend",
      null,
      named(question),
      question.required && h("span", { class: "required", title: t("required") }, "*"),
    ),
    question.help && h("p", { class: "hint" }, inWords(question.help)),
    kind
      ? kind.render({ ...shown, id: `${id}-value` })
      : h("p", { class: "fault" }, t("fault.unknown_type", { name: question.type })),
    faults.map((fault) => h("p", { class: "fault", role: "alert" }, faultText(fault))),
  );
}
