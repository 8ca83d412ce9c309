/** Position and size of the one shape that is chosen, to be read and typed. */

import type { Bench } from "../bench/bench";
import { reshaped } from "../core/commands";
import { t } from "../i18n";
import { type NumberName, numbersOf, withNumber } from "../shapes/numbers";
import { h, type VNode } from "../ui/dom";

const idOf = (name: NumberName): string => `number-${name}`;

export function numbersPanel(bench: Bench): VNode | null {
  const { job } = bench;
  const id = job?.selection.single;
  const shape = id ? job?.store.objects.get(id)?.shape : undefined;
  const numbers = shape ? numbersOf(shape) : [];
  if (!job || !id || numbers.length === 0) return null;
  const disabled = !bench.editable || job.selection.isLocked(id);
  return h(
    "section",
    { key: "numbers", class: "numbers", "aria-label": t("numbers") },
    h("h2", null, t("numbers")),
    h(
      "div",
      { class: "number-row" },
      numbers.map(({ name, value }) =>
        h(
          "label",
          { key: name },
          t(`number.${name}`),
          h("input", {
            id: idOf(name),
            type: "number",
            step: 0.1,
            value: typedIn(name) ?? value,
            disabled,
            onchange: ({ target }: { target: HTMLInputElement }) => {
              const now = job.store.objects.get(id)?.shape;
              const next = now && withNumber(now, name, target.valueAsNumber);
              if (next) job.apply("number", reshaped(job.store, new Map([[id, next]])));
              const kept = job.store.objects.get(id)?.shape;
              const held = kept && numbersOf(kept).find((one) => one.name === name);
              target.value = String(held?.value ?? "");
              bench.changed.emit();
            },
          }),
        ),
      ),
    ),
  );
}

/** What stands in the field that somebody types into: drawing the panel anew must not take it away. */
function typedIn(name: NumberName): string | undefined {
  const active = document.activeElement;
  return active instanceof HTMLInputElement && active.id === idOf(name) ? active.value : undefined;
}

/** Takes the keys to the first of the numbers. */
export function focusNumbers(): void {
  document.querySelector<HTMLInputElement>(".numbers input")?.select();
}
