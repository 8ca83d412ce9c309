/** The verdict: defects with class and severity, where they are, a comment; and the reasons of a return. */

import type { Bench } from "../bench/bench";
import { handIn, sendBack, wasChanged } from "../bench/handing_in";
import { DEFECT_CLASSES, type Defect, SEVERITIES } from "../core/wire";
import { named, t } from "../i18n";
import { h, type VNode } from "../ui/dom";
import { keySign, titled } from "./keys";

export function reviewPanel(bench: Bench): VNode | null {
  const { reviewing, job } = bench;
  if (!reviewing || !job) return null;
  return h(
    "section",
    { key: "review", class: "review", "aria-label": t("review") },
    bench.task === "adjudicate" && answerTabs(bench),
    differencesNode(bench),
    h("h2", null, t("review.defects"), h("span", { class: "count" }, reviewing.defects.length)),
    h(
      "ol",
      null,
      reviewing.defects.map((defect, index) => defectRow(bench, defect, index)),
    ),
    h(
      "div",
      { class: "buttons" },
      h(
        "button",
        { type: "button", onclick: () => reviewing.add(job.selection.single) },
        t("command.defect"),
        keySign(bench, `${bench.task}.defect`),
      ),
      h(
        "button",
        { type: "button", onclick: () => bench.editor.startPin() },
        t("command.pin"),
        keySign(bench, `${bench.task}.pin`),
      ),
    ),
    h("textarea", {
      rows: 2,
      value: reviewing.comment,
      placeholder: t("review.comment"),
      "aria-label": t("review.comment"),
      oninput: ({ target }: { target: HTMLTextAreaElement }) => reviewing.say(target.value),
    }),
    h(
      "div",
      { class: "buttons verdict" },
      h(
        "button",
        { type: "button", class: "primary", onclick: () => handIn(bench) },
        t(wasChanged(job) ? "review.fix" : bench.task === "adjudicate" ? "adjudicate.take" : "review.pass"),
        keySign(bench, "submit"),
      ),
      bench.task === "review" &&
        h(
          "button",
          { type: "button", class: "danger", onclick: () => sendBack(bench) },
          t("command.return"),
          keySign(bench, "review.return"),
        ),
    ),
  );
}

/** How the answer differs, in words beside the colours, and the way from one difference to the next. */
function differencesNode(bench: Bench): VNode | null {
  const { comparing, task } = bench;
  const { counts } = comparing;
  if (!counts) return null;
  const step = (id: string, sign: string) =>
    h(
      "button",
      {
        type: "button",
        class: "small",
        title: titled(bench, id),
        "aria-label": titled(bench, id),
        onclick: () => bench.keymap.find(id)?.run(),
      },
      sign,
    );
  return h(
    "div",
    { class: "differences" },
    h("h2", null, t(`differences.${comparing.against}`)),
    h(
      "p",
      null,
      (["added", "changed", "gone"] as const).map((kind) =>
        h("span", { key: kind, class: `tag ${kind}` }, t(`differences.${kind}`, { count: counts[kind] })),
      ),
      step(`${task}.difference.before`, "↑"),
      step(`${task}.difference.next`, "↓"),
    ),
    comparing.choice &&
      h(
        "button",
        { type: "button", class: "link", onclick: () => comparing.switch() },
        t(comparing.against === "prelabel" ? "differences.to_start" : "differences.to_prelabel"),
        keySign(bench, "review.against"),
      ),
  );
}

function answerTabs(bench: Bench): VNode {
  return h(
    "div",
    { class: "answers", role: "tablist" },
    bench.answers.map((answer, index) =>
      h(
        "button",
        {
          type: "button",
          key: answer.id,
          role: "tab",
          "aria-selected": String(index === bench.answerAt),
          class: index === bench.answerAt ? "tab chosen" : "tab",
          onclick: () => bench.showAnswer(index),
        },
        t("adjudicate.answer", { n: index + 1 }),
        keySign(bench, `answer.${index + 1}`),
      ),
    ),
    h(
      "button",
      { type: "button", class: "link", onclick: () => bench.toggle("compare") },
      t("command.compare"),
    ),
  );
}

function defectRow(bench: Bench, defect: Defect, index: number): VNode {
  const reviewing = bench.reviewing as NonNullable<Bench["reviewing"]>;
  const object = defect.object_id ? bench.job?.object(defect.object_id) : undefined;
  const pick = <T extends string>(
    label: string,
    value: T,
    values: readonly T[],
    words: (one: T) => string,
    set: (one: T) => void,
  ) =>
    h(
      "select",
      {
        value,
        "aria-label": label,
        onchange: ({ target }: { target: HTMLSelectElement }) => set(target.value as T),
      },
      values.map((one) => h("option", { key: one, value: one }, words(one))),
    );
  return h(
    "li",
    { key: index, class: `defect ${defect.severity ?? "minor"}` },
    pick(
      t("review.class"),
      defect.class,
      DEFECT_CLASSES,
      (one) => t(`defect.${one}`),
      (one) => reviewing.change(index, { class: one }),
    ),
    pick(
      t("review.severity"),
      defect.severity ?? "minor",
      SEVERITIES,
      (one) => t(`severity.${one}`),
      (one) => reviewing.change(index, { severity: one }),
    ),
    h(
      "button",
      {
        type: "button",
        class: reviewing.placing === index ? "small active" : "small",
        title: t("command.pin"),
        "aria-label": t("command.pin"),
        onclick: () => {
          reviewing.place(index);
          bench.editor.startPin();
        },
      },
      defect.pin ? "📍" : "⌖",
    ),
    h(
      "button",
      {
        type: "button",
        class: "small",
        title: t("command.remove"),
        "aria-label": t("command.remove"),
        onclick: () => reviewing.remove(index),
      },
      "×",
    ),
    object &&
      h(
        "button",
        { type: "button", class: "link", onclick: () => bench.job?.selection.set([object.id]) },
        named(bench.classOf(object)),
        " ",
        object.id,
      ),
    h("input", {
      type: "text",
      value: defect.note ?? "",
      placeholder: t("review.note"),
      "aria-label": t("review.note"),
      oninput: ({ target }: { target: HTMLInputElement }) => reviewing.change(index, { note: target.value }),
    }),
  );
}

/** Why the item came back, over the work until it is handed in again. */
export function returnedPanel(bench: Bench): VNode | null {
  const returned = bench.job?.lease.returned;
  if (!returned) return null;
  return h(
    "section",
    { key: "returned", class: "returned", role: "note" },
    h("h2", null, t("returned.title", { name: returned.reviewer_name })),
    returned.comment && h("p", null, returned.comment),
    h(
      "ol",
      null,
      returned.defects.map((defect, index) =>
        h(
          "li",
          { key: index, class: `defect ${defect.severity ?? "minor"}` },
          h("strong", null, t(`defect.${defect.class}`)),
          " ",
          h("span", { class: "tag" }, t(`severity.${defect.severity ?? "minor"}`)),
          " ",
          defect.note,
          defect.object_id &&
            bench.job?.object(defect.object_id) &&
            h(
              "button",
              { type: "button", class: "link", onclick: () => show(bench, defect.object_id as string) },
              t("returned.show"),
            ),
        ),
      ),
    ),
  );
}

function show(bench: Bench, id: string): void {
  bench.job?.selection.set([id]);
  bench.editor.reveal(id);
}
