import { t } from "../i18n";
import type { FieldKind } from "./kind";
import { stepRow } from "./options";

export const boolean: FieldKind = {
  faults: () => [],
  render: ({ question, value, set, disabled, hot }) =>
    stepRow(
      [
        { value: "true", label: t("yes") },
        { value: "false", label: t("no") },
      ],
      typeof value === "boolean" ? String(value) : null,
      { label: question.name, disabled, hot, choose: (chosen) => set(chosen === "true") },
    ),
  pick: (_asking, n) => (n <= 2 ? { value: n === 1, done: true } : undefined),
  words: (_question, value) => t(value ? "yes" : "no"),
};
