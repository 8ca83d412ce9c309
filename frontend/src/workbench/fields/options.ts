/** Lists of options, shared by the types that choose from one. */

import type { Option } from "../core/schema";
import { inWords, named } from "../i18n";
import { h, type VNode } from "../ui/dom";

export interface OptionList {
  kind: "radio" | "checkbox";
  group: string;
  options: readonly Option[];
  isChosen(name: string): boolean;
  choose(name: string): void;
  disabled: boolean;
  hot: boolean;
}

export const optionNamed = (options: readonly Option[] | undefined, name: unknown): Option | undefined =>
  options?.find((option) => option.name === name);

export function wordsOf(options: readonly Option[] | undefined, name: unknown): string {
  const option = optionNamed(options, name);
  return option ? named(option) : String(name);
}

export function optionList(list: OptionList): VNode {
  return h(
    "div",
    { class: "options", role: list.kind === "radio" ? "radiogroup" : "group" },
    list.options.map((option, index) => oneOption(list, option, index)),
  );
}

function oneOption(list: OptionList, option: Option, index: number): VNode {
  const chosen = list.isChosen(option.name);
  return h(
    "label",
    { key: option.name, class: chosen ? "option chosen" : "option", title: inWords(option.help) || null },
    h("input", {
      type: list.kind,
      name: list.group,
      checked: chosen,
      disabled: list.disabled,
      onclick: () => list.choose(option.name),
    }),
    h("span", null, named(option)),
    list.hot && index < 9 && h("kbd", null, index + 1),
  );
}

/** A row of buttons of which one may be pressed. */
export interface Step {
  value: string;
  label: string;
  title?: string;
}

export function stepRow(steps: readonly Step[], chosen: string | null, asking: RowAsking): VNode {
  return h(
    "div",
    { class: "steps", role: "radiogroup", "aria-label": asking.label },
    steps.map((step, index) =>
      h(
        "button",
        {
          type: "button",
          key: step.value,
          role: "radio",
          class: step.value === chosen ? "step chosen" : "step",
          "aria-checked": String(step.value === chosen),
          title: step.title ?? null,
          disabled: asking.disabled,
          onclick: () => asking.choose(step.value),
        },
        h("span", null, step.label),
        asking.hot && index < 9 && h("kbd", null, index + 1),
      ),
    ),
  );
}

export interface RowAsking {
  label: string;
  disabled: boolean;
  hot: boolean;
  choose(value: string): void;
}
