import type { Criterion } from "../core/schema";
import { inWords, named, t } from "../i18n";
import { h, type VNode } from "../ui/dom";
import type { Asking, FieldFault, FieldKind } from "./kind";
import { stepRow } from "./options";

interface Scored {
  score?: number;
  note?: string;
}
type Scores = Record<string, Scored>;

const scoresOf = (value: unknown): Scores => (value && typeof value === "object" ? (value as Scores) : {});
const leastOf = (criterion: Criterion): number => (criterion as { min?: number }).min ?? 1;

function marks(criterion: Criterion): number[] {
  const least = leastOf(criterion);
  return Array.from({ length: criterion.max - least + 1 }, (_, index) => least + index);
}

function changed(scores: Scores, name: string, change: Scored): Scores | undefined {
  const next = { ...scores, [name]: { ...scores[name], ...change } };
  if (next[name]?.score === undefined && !next[name]?.note) delete next[name];
  if (next[name]?.note === "") delete next[name]?.note;
  return Object.keys(next).length ? next : undefined;
}

function row({ value, current, set, disabled, hot }: Asking, criterion: Criterion, isNext: boolean): VNode {
  const scores = scoresOf(value);
  const own = scores[criterion.name] ?? {};
  const steps = marks(criterion).map((mark) => ({ value: String(mark), label: String(mark) }));
  return h(
    "div",
    { key: criterion.name, class: "criterion" },
    h("div", { class: "name", title: inWords(criterion.help) || null }, named(criterion)),
    stepRow(steps, own.score === undefined ? null : String(own.score), {
      label: criterion.name,
      disabled,
      hot: hot && isNext,
      choose: (mark) =>
        set(
          changed(scoresOf(current()), criterion.name, {
            score: Number(mark) === own.score ? undefined : Number(mark),
          }),
        ),
    }),
    h("input", {
      type: "text",
      value: own.note ?? "",
      placeholder: t(criterion.note_required ? "rubric.note_required" : "rubric.note"),
      "aria-label": `${named(criterion)}: ${t("rubric.note")}`,
      disabled,
      oninput: ({ target }: { target: HTMLInputElement }) =>
        set(changed(scoresOf(current()), criterion.name, { note: target.value }), true),
    }),
  );
}

/** Scores for named criteria, each with a note. */
export const rubric: FieldKind = {
  faults(question, value) {
    const scores = scoresOf(value);
    return (question.criteria ?? []).flatMap((criterion): FieldFault[] => {
      const own = scores[criterion.name];
      const params = { name: named(criterion) };
      if (own?.score === undefined) return [{ key: "fault.not_scored", params }];
      return criterion.note_required && !own.note?.trim() ? [{ key: "fault.note_missing", params }] : [];
    });
  },
  render(asking) {
    const criteria = asking.question.criteria ?? [];
    const scores = scoresOf(asking.value);
    const next = criteria.findIndex((one) => scores[one.name]?.score === undefined);
    return h(
      "div",
      { class: "rubric" },
      criteria.map((criterion, index) => row(asking, criterion, index === next)),
    );
  },
  pick({ question, value }, n) {
    const scores = scoresOf(value);
    const open = (question.criteria ?? []).filter((one) => scores[one.name]?.score === undefined);
    const next = open[0];
    const mark = next && marks(next)[n - 1];
    if (!next || mark === undefined) return undefined;
    return { value: changed(scores, next.name, { score: mark }), done: open.length === 1 };
  },
  words(question, value) {
    const scores = scoresOf(value);
    const parts = (question.criteria ?? []).map((one) => {
      const own = scores[one.name];
      return `${named(one)} ${own?.score ?? "–"}${own?.note ? ` (${own.note})` : ""}`;
    });
    return parts.join(" · ");
  },
};
