import type { Question } from "../core/schema";
import type { FieldKind } from "./kind";
import { optionList, wordsOf } from "./options";

const chosenOf = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

/** The list with the name added or taken away, in the schema's order. */
function toggled(question: Question, value: unknown, name: string): string[] | undefined {
  const chosen = new Set(chosenOf(value));
  if (!chosen.delete(name)) chosen.add(name);
  const list = (question.options ?? []).map((option) => option.name).filter((one) => chosen.has(one));
  return list.length ? list : undefined;
}

/** Several of several options. */
export const choices: FieldKind = {
  faults(question, value) {
    const count = chosenOf(value).length;
    const least = question.min ?? 0;
    const most = question.max ?? Number.POSITIVE_INFINITY;
    if (count < least) return [{ key: "fault.too_few", params: { least } }];
    return count > most ? [{ key: "fault.too_many", params: { most } }] : [];
  },
  render: ({ question, value, current, set, id, disabled, hot }) =>
    optionList({
      kind: "checkbox",
      group: id,
      options: question.options ?? [],
      isChosen: (name) => chosenOf(value).includes(name),
      choose: (name) => set(toggled(question, current(), name)),
      disabled,
      hot,
    }),
  pick({ question, value }, n) {
    const option = question.options?.[n - 1];
    return option && { value: toggled(question, value, option.name), done: false };
  },
  words: (question, value) =>
    chosenOf(value)
      .map((name) => wordsOf(question.options, name))
      .join("、"),
};
