/** The spans of each answer, as lists beside each other. */

import type { Bench } from "../bench/bench";
import { difference } from "../core/difference";
import { completed } from "../core/model";
import type { Answer } from "../core/wire";
import { named } from "../i18n";
import { h, type VNode } from "../ui/dom";

export function answerTexts(bench: Bench, answers: readonly Answer[]): VNode | null {
  const { job } = bench;
  if (!job || !bench.classes.all.some((cls) => cls.shape === "span")) return null;
  return h(
    "div",
    { class: "columns spans" },
    answers.map((answer, index) => {
      const other = answers[(index + 1) % answers.length] as Answer;
      const { added, changed } = difference(completed(other.document), completed(answer.document));
      const spans = completed(answer.document).objects.flatMap((object) => {
        const { shape } = object;
        return shape.type === "span" ? [{ object, shape }] : [];
      });
      spans.sort((a, b) => a.shape.start - b.shape.start);
      return h(
        "ul",
        { key: answer.id },
        spans.map(({ object, shape }) => {
          const words = [...(job.facts.texts.get(shape.part ?? "") ?? "")]
            .slice(shape.start, shape.end)
            .join("");
          return h(
            "li",
            {
              key: object.id,
              class: added.has(object.id) || changed.has(object.id) ? "differs" : null,
              style: `--class:${bench.classes.color(object.class)}`,
            },
            h("span", { class: "tag" }, named(bench.classOf(object))),
            words,
          );
        }),
      );
    }),
  );
}
