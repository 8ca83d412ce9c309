import type { NewRule, Rule } from "@/api/types";

export const collectors = [
  "gold",
  "consensus",
  "returns",
  "speed",
  "skips",
  "suspicion",
  "answers",
] as const satisfies Rule["collector"][];
export const actions = [
  "review",
  "pause",
  "retrain",
  "ask_again",
  "restrict",
  "notify",
] as const satisfies Rule["action"][];

/** What the form holds: the rule, its window as a kind and a length. */
export interface Values extends Omit<Rule, "window"> {
  name: string;
  within: "everything" | "count" | "days";
  span: number | null;
}

const usual: Rule = {
  collector: "gold",
  sense: "below",
  threshold: 0.8,
  action: "review",
  sure: true,
  least: 10,
  window: { count: 50, days: null },
  review_share: 1,
  day_cap: null,
  skill: null,
  ask_items: 20,
};

export function valuesOf(name: string, rule: Rule | null): Values {
  const { window, ...rest } = rule ?? usual;
  const within = window.count !== null ? "count" : window.days !== null ? "days" : "everything";
  return { ...rest, name, within, span: window.count ?? window.days };
}

/** The rule that a filled form stands for; what its action does not need is left out. */
export function newRule(values: Values): NewRule {
  const { action } = values;
  return {
    name: values.name,
    rule: {
      collector: values.collector,
      sense: values.sense,
      threshold: values.threshold,
      action,
      sure: values.sure,
      least: values.least,
      window: {
        count: values.within === "count" ? values.span : null,
        days: values.within === "days" ? values.span : null,
      },
      review_share: action === "review" ? values.review_share : null,
      day_cap: action === "restrict" ? values.day_cap : null,
      skill: action === "retrain" ? values.skill : null,
      ask_items: values.ask_items ?? 20,
    },
  };
}
