import { named } from "../i18n";
import { h } from "../ui/dom";
import type { FieldKind } from "./kind";

export const number: FieldKind = {
  faults({ min, max, step }, value) {
    const amount = Number(value);
    if (typeof value !== "number" || !Number.isFinite(amount)) return [{ key: "fault.number" }];
    if (min != null && amount < min) return [{ key: "fault.below", params: { least: min } }];
    if (max != null && amount > max) return [{ key: "fault.above", params: { most: max } }];
    if (step) {
      const steps = (amount - (min ?? 0)) / step;
      if (Math.abs(steps - Math.round(steps)) > 1e-6) return [{ key: "fault.step", params: { step } }];
    }
    return [];
  },
  render: ({ question, value, set, id, disabled }) =>
    h(
      "div",
      { class: "number" },
      h("input", {
        id,
        type: "number",
        inputmode: "decimal",
        "aria-label": named(question),
        value: typeof value === "number" ? value : "",
        min: question.min ?? null,
        max: question.max ?? null,
        step: question.step ?? "any",
        disabled,
        oninput: ({ target }: { target: HTMLInputElement }) => {
          // "-" and "1." on the way to a number are no value yet, and must not be written over.
          if (target.value === "" && target.validity.badInput) return;
          set(target.value === "" ? undefined : target.valueAsNumber, true);
        },
      }),
      question.unit && h("span", { class: "unit" }, question.unit),
    ),
  words: (question, value) => [value, question.unit].filter((part) => part != null).join(" "),
};
