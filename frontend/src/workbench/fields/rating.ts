import type { Question } from "../core/schema";
import { inWords } from "../i18n";
import type { FieldKind } from "./kind";
import { stepRow } from "./options";

export const MOST_BUTTONS = 10;

const label = (question: Question, mark: number) => inWords(question.labels?.[mark - 1]);

/** A mark on a scale from 1. */
export const rating: FieldKind = {
  faults: () => [],
  render({ question, value, set, disabled, hot }) {
    const marks = Array.from({ length: question.max ?? 5 }, (_, index) => index + 1);
    const steps = marks.map((mark) => ({
      value: String(mark),
      label: label(question, mark) ? `${mark} ${label(question, mark)}` : String(mark),
    }));
    return stepRow(steps, value === undefined ? null : String(value), {
      label: question.name,
      disabled,
      hot: hot && marks.length <= MOST_BUTTONS,
      choose: (chosen) => set(Number(chosen) === value ? undefined : Number(chosen)),
    });
  },
  pick: ({ question }, n) => (n <= (question.max ?? 5) ? { value: n, done: true } : undefined),
  words: (question, value) => [value, label(question, Number(value))].filter(Boolean).join(" "),
};
