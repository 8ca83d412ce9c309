/** Several answers side by side: what each says to each question, and how many objects of each class. */

import type { Bench } from "../bench/bench";
import { same } from "../core/model";
import type { Answer } from "../core/wire";
import { FIELDS } from "../fields/registry";
import { named, t } from "../i18n";
import { h, type VNode } from "../ui/dom";
import { AnswerPictures } from "./pictures";
import { answerTexts } from "./texts";

const pictures = new WeakMap<Bench, AnswerPictures>();

export function comparePanel(bench: Bench): VNode {
  const { answers } = bench;
  return h(
    "div",
    { key: "compare", class: "compare", style: `--count:${answers.length}` },
    h(
      "div",
      { class: "columns" },
      answers.map((answer, index) =>
        h(
          "header",
          { key: answer.id, class: index === bench.answerAt ? "chosen" : null },
          h("h2", null, t("adjudicate.answer", { n: index + 1 })),
          h(
            "button",
            { type: "button", class: "primary", onclick: () => take(bench, index) },
            t("adjudicate.open"),
            h("kbd", null, `⇧${index + 1}`),
          ),
        ),
      ),
    ),
    body(bench, answers),
    table(bench, answers),
  );
}

function take(bench: Bench, index: number): void {
  bench.closePanel();
  bench.showAnswer(index);
}

function body(bench: Bench, answers: readonly Answer[]): VNode | null {
  if (bench.parts.place.media !== "image") return answerTexts(bench, answers);
  let shown = pictures.get(bench);
  if (!shown) {
    shown = new AnswerPictures(bench);
    pictures.set(bench, shown);
  }
  return shown.node(answers);
}

function table(bench: Bench, answers: readonly Answer[]): VNode {
  const about = bench.job?.about ?? { responses: [], original: () => null };
  const row = (key: string, title: string, cells: readonly unknown[], words: (cell: unknown) => string) =>
    h(
      "tr",
      { key, class: cells.some((cell) => !same(cell, cells[0])) ? "differs" : null },
      h("th", { scope: "row" }, title),
      cells.map((cell, index) => h("td", { key: index }, words(cell))),
    );
  const counts = bench.classes.all.map((cls) =>
    row(
      `class ${cls.name}`,
      named(cls),
      answers.map(
        ({ document }) => (document.objects ?? []).filter((object) => object.class === cls.name).length,
      ),
      String,
    ),
  );
  const fields = (bench.schema.fields ?? []).map((field) =>
    row(
      `field ${field.name}`,
      named(field),
      answers.map(({ document }) => document.answers?.[field.name]),
      (value) => {
        if (value === undefined || value === null) return "–";
        const kind = FIELDS[field.type];
        if (field.of === "item") return kind.words(field, value, about);
        const keyed = Object.entries(value as Record<string, unknown>);
        return keyed
          .map(([key, one]) => `${keyName(bench, key)}: ${kind.words(field, one, about)}`)
          .join("\n");
      },
    ),
  );
  return h("table", { class: "answers-table" }, h("tbody", null, counts, fields));
}

function keyName(bench: Bench, key: string): string {
  return bench.job?.about.responses.find((one) => one.id === key)?.label ?? key;
}
