import { describe, expect, it } from "vitest";
import type { Rule } from "@/api/types";
import { newRule, valuesOf } from "./ruleValues";

const pause: Rule = {
  collector: "returns",
  sense: "above",
  threshold: 0.2,
  action: "pause",
  sure: true,
  least: 20,
  window: { count: null, days: 7 },
  review_share: null,
  day_cap: null,
  skill: null,
  ask_items: 20,
};

describe("the form of a rule", () => {
  it("says again what it was filled with", () => {
    expect(newRule(valuesOf("much returned", pause))).toEqual({ name: "much returned", rule: pause });
  });

  it("leaves out what the action does not need", () => {
    const values = { ...valuesOf("x", pause), review_share: 0.5, day_cap: 3 };
    expect(newRule(values).rule.review_share).toBeNull();
    expect(newRule({ ...values, action: "restrict" }).rule.day_cap).toBe(3);
  });

  it("forgets the length of a window that is everything", () => {
    expect(newRule({ ...valuesOf("x", pause), within: "everything" }).rule.window).toEqual({
      count: null,
      days: null,
    });
  });
});
