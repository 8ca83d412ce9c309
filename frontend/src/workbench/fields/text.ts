import type { Question } from "../core/schema";
import { named, t } from "../i18n";
import { differences } from "../ui/differences";
import { h, type VNode } from "../ui/dom";
import type { Asking, FieldKind } from "./kind";

/** Lengths count characters as people see them in code points, without blanks at both ends. */
export const textLength = (text: string): number => [...text.trim()].length;

function lengthNote({ min_length: least, max_length: most }: Question, text: string): VNode | null {
  if (least == null && most == null && text.length < 40) return null;
  const length = textLength(text);
  const wrong = (least != null && text !== "" && length < least) || (most != null && length > most);
  const bounds =
    least != null && most != null
      ? `${least}–${most}`
      : least != null
        ? `≥ ${least}`
        : most != null
          ? `≤ ${most}`
          : "";
  return h(
    "span",
    { class: wrong ? "length wrong" : "length", role: "status" },
    bounds ? `${length} (${bounds})` : length,
  );
}

function box({ question, value, set, id, disabled }: Asking): VNode {
  const text = typeof value === "string" ? value : "";
  const oninput = ({ target }: { target: HTMLInputElement | HTMLTextAreaElement }) =>
    set(target.value === "" ? undefined : target.value, true);
  if (!question.multiline && !question.rewrite_of)
    return h("input", { id, type: "text", value: text, disabled, oninput, "aria-label": named(question) });
  const rows = Math.max(3, Math.min(14, Math.ceil(text.length / 40) + text.split("\n").length));
  return h("textarea", { id, rows, value: text, disabled, oninput, "aria-label": named(question) });
}

/** Free text, and rewriting, with the length shown while it grows. */
export const text: FieldKind = {
  faults({ min_length: least, max_length: most }, value) {
    const length = textLength(String(value));
    if (least != null && length < least) return [{ key: "fault.text_short", params: { least, length } }];
    return most != null && length > most ? [{ key: "fault.text_long", params: { most, length } }] : [];
  },
  render(asking) {
    const { question, value, set, about, disabled } = asking;
    const original = question.rewrite_of == null ? null : about.original(question.rewrite_of);
    const shown = typeof value === "string" ? value : "";
    return h(
      "div",
      { class: "text" },
      box(asking),
      original !== null && shown !== "" && shown !== original && differences(original, shown),
      h(
        "div",
        { class: "below" },
        original !== null &&
          shown !== original &&
          h(
            "button",
            { type: "button", class: "link", disabled, onclick: () => set(original) },
            t("field.from_original"),
          ),
        lengthNote(question, shown),
      ),
    );
  },
  words: (_question, value) => String(value),
};
