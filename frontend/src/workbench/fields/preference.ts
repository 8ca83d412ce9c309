import type { Question } from "../core/schema";
import { inWords, t } from "../i18n";
import { h } from "../ui/dom";
import type { About, FieldKind } from "./kind";
import { type Step, stepRow } from "./options";

interface Preferred {
  better: string;
  strength?: number;
}

const TIE = "tie";
const code = ({ better, strength }: Preferred): string =>
  better === TIE ? TIE : `${better}/${strength ?? 1}`;

function decode(step: string): Preferred {
  if (step === TIE) return { better: TIE };
  const cut = step.lastIndexOf("/");
  return { better: step.slice(0, cut), strength: Number(step.slice(cut + 1)) };
}

function strengthWord(question: Question, strength: number): string {
  const own = inWords(question.labels?.[strength - 1]);
  if (own) return own;
  const most = question.strength ?? 1;
  if (most === 1) return t("preference.better");
  if (most === 2) return t(strength === 2 ? "preference.much" : "preference.slightly");
  if (most === 3)
    return t(
      (["preference.slightly", "preference.clearly", "preference.much"] as const)[strength - 1] ??
        "preference.better",
    );
  return `${t("preference.better")} ${strength}`;
}

/** From strongly the first, over a tie, to strongly the second. */
function scale(question: Question, about: About): Step[] {
  const [a, b] = about.responses;
  const most = question.strength ?? 1;
  const strengths = Array.from({ length: most }, (_, index) => most - index);
  const step = (response: { id: string; label: string } | undefined, strength: number): Step => {
    const { id, label } = response ?? { id: "?", label: "?" };
    return { value: `${id}/${strength}`, label: `${label} ${strengthWord(question, strength)}` };
  };
  const ties = (question as { ties?: boolean }).ties !== false;
  return [
    ...strengths.map((strength) => step(a, strength)),
    ...(ties ? [{ value: TIE, label: t("preference.tie") }] : []),
    ...strengths.reverse().map((strength) => step(b, strength)),
  ];
}

/** Which of two responses is better, and by how much. */
export const preference: FieldKind = {
  faults(question, value) {
    const { better, strength } = value as Preferred;
    return better !== TIE && (question.strength ?? 1) > 1 && !strength ? [{ key: "fault.no_strength" }] : [];
  },
  render({ question, value, set, about, disabled, hot }) {
    const chosen = value ? code(value as Preferred) : null;
    const row = stepRow(scale(question, about), chosen, {
      label: question.name,
      disabled,
      hot,
      choose: (step) => set(step === chosen ? undefined : decode(step)),
    });
    return h("div", { class: "preference" }, row);
  },
  pick({ question, about }, n) {
    const step = scale(question, about)[n - 1];
    return step && { value: decode(step.value), done: true };
  },
  words(question, value, about) {
    const chosen = code(value as Preferred);
    return scale(question, about).find((step) => step.value === chosen)?.label ?? chosen;
  },
};
