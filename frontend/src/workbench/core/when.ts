/** Conditions: a question is asked only while another holds the value named. */

import { same } from "./model";
import type { Question, When } from "./schema";

/** Whether the value is, or holds, (one of) the wanted value(s). No answer fits nothing. */
export function holds(when: When | null | undefined, values: Readonly<Record<string, unknown>>): boolean {
  if (!when) return true;
  const value = values[when.name];
  if (value === undefined || value === null) return false;
  const wanted = Array.isArray(when.equals) ? when.equals : [when.equals];
  const given = Array.isArray(value) ? value : [value];
  return given.some((one) => wanted.some((want) => same(one, want)));
}

/** The questions to ask now. One whose condition names a question that is itself not asked is not asked either. */
export function asked<Q extends Question>(
  questions: readonly Q[],
  values: Readonly<Record<string, unknown>>,
): Q[] {
  const byName = new Map(questions.map((question) => [question.name, question]));
  const shown = new Map<string, boolean>();
  const isShown = (question: Q, depth = 0): boolean => {
    const known = shown.get(question.name);
    if (known !== undefined) return known;
    const parent = question.when ? byName.get(question.when.name) : undefined;
    const result =
      holds(question.when, values) && (!parent || depth > questions.length || isShown(parent, depth + 1));
    shown.set(question.name, result);
    return result;
  };
  return questions.filter((question) => isShown(question));
}

/** An answer counts as given unless it is missing, an empty text or an empty list. */
export function isGiven(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return true;
}
