/** What the screen asks of a field type; one file a type answers it. */

import type { Question } from "../core/schema";
import type { MessageKey, Params } from "../i18n";
import type { VNode } from "../ui/dom";

/** What a question may refer to beside itself. */
export interface About {
  /** Responses to compare or rank, in the order shown. */
  responses: { id: string; label: string }[];
  /** The text that a rewrite starts from. */
  original(of: string): string | null;
}

export interface Asking {
  question: Question;
  /** The answer given, else the default. */
  value: unknown;
  /** The answer as it is when somebody acts, which may be later than what was drawn. */
  current(): unknown;
  /** `undefined` takes the answer back; `typing` joins quick changes into one step of undo. */
  set(value: unknown, typing?: boolean): void;
  about: About;
  /** Unique on the page, for labels and groups. */
  id: string;
  disabled: boolean;
  /** Number keys answer this question now, so the options show them. */
  hot: boolean;
}

export interface FieldFault {
  key: MessageKey;
  params?: Params;
}

export interface FieldKind {
  /** What is wrong with an answer that was given; `required` is not asked here. */
  faults(question: Question, value: unknown, about: About): FieldFault[];
  render(asking: Asking): VNode;
  /** The answer after the n-th number key (from 1); undefined when there is no such option. */
  pick?(asking: Asking, n: number): { value: unknown; done: boolean } | undefined;
  /** In words, for answers that are compared. */
  words(question: Question, value: unknown, about: About): string;
}

export const nothingAbout: About = { responses: [], original: () => null };
