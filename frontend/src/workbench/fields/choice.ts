import type { FieldKind } from "./kind";
import { optionList, optionNamed, wordsOf } from "./options";

/** One of several options; a second click takes it back. */
export const choice: FieldKind = {
  faults: (question, value) =>
    optionNamed(question.options, value) ? [] : [{ key: "fault.unknown_option" }],
  render: ({ question, value, set, id, disabled, hot }) =>
    optionList({
      kind: "radio",
      group: id,
      options: question.options ?? [],
      isChosen: (name) => name === value,
      choose: (name) => set(name === value ? undefined : name),
      disabled,
      hot,
    }),
  pick({ question }, n) {
    const option = question.options?.[n - 1];
    return option && { value: option.name, done: true };
  },
  words: (question, value) => wordsOf(question.options, value),
};
