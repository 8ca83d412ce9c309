/** What is still missing or wrong in an answer, found here before the server is asked. */

import { type About, type FieldFault, nothingAbout } from "../fields/kind";
import { FIELDS } from "../fields/registry";
import type { MessageKey, Params } from "../i18n";
import { isPictureShape, kindOf } from "../shapes/registry";
import type { Facts } from "./facts";
import type { AnnotatedObject, Document } from "./model";
import { answerTo, asksOf, attributesAsked } from "./questions";
import type { Classes, LabelSchema, Question } from "./schema";
import { isGiven } from "./when";
import type { Problem } from "./wire";

/** One fault and where it is to be shown. */
export interface Fault {
  /** What stands there, in words or as a message of ours. */
  text: string | { key: MessageKey; params?: Params };
  object?: string;
  attribute?: string;
  field?: string;
  /** Of the turn, response or object that the field is asked about. */
  key?: string;
  cls?: string;
}

export class Checker {
  private readonly known = new WeakMap<AnnotatedObject, Fault[]>();

  constructor(
    private readonly schema: LabelSchema,
    private readonly classes: Classes,
    private readonly facts: Facts,
    private readonly about: About,
  ) {}

  faults(document: Document): Fault[] {
    return [
      ...document.objects.flatMap((object) => this.ofObject(object)),
      ...this.ofCounts(document.objects),
      ...this.ofAnswers(document),
    ];
  }

  /** Objects never change in place, so what was found once stays true. */
  private ofObject(object: AnnotatedObject): Fault[] {
    let faults = this.known.get(object);
    if (!faults) {
      faults = this.check(object);
      this.known.set(object, faults);
    }
    return faults;
  }

  private check(object: AnnotatedObject): Fault[] {
    const cls = this.classes.get(object.class);
    if (!cls)
      return [{ object: object.id, text: { key: "fault.unknown_class", params: { name: object.class } } }];
    if (cls.shape !== object.shape.type)
      return [{ object: object.id, text: { key: "fault.shape_of_class" } }];
    const shape = isPictureShape(object.shape)
      ? kindOf(object.shape).faults(object.shape, this.facts.size)
      : [];
    const attributes = attributesAsked(cls.attributes, object).flatMap((attribute) => {
      const value = object.attributes?.[attribute.name] ?? attribute.default ?? undefined;
      return questionFaults(attribute, value, nothingAbout).map((text) => ({
        object: object.id,
        attribute: attribute.name,
        text,
      }));
    });
    return [...shape.map((key): Fault => ({ object: object.id, text: { key } })), ...attributes];
  }

  private ofCounts(objects: readonly AnnotatedObject[]): Fault[] {
    return this.classes.all.flatMap((cls): Fault[] => {
      const { min_count: least, max_count: most } = cls;
      if (least == null && most == null) return [];
      const count = objects.filter((object) => object.class === cls.name).length;
      if (least != null && count < least)
        return [{ cls: cls.name, text: { key: "fault.few_of_class", params: { least, count } } }];
      if (most != null && count > most)
        return [{ cls: cls.name, text: { key: "fault.many_of_class", params: { most, count } } }];
      return [];
    });
  }

  private ofAnswers({ objects, answers }: Document): Fault[] {
    const asks = asksOf({ schema: this.schema, facts: this.facts, objects, answers });
    return asks.flatMap((ask) =>
      questionFaults(ask.field, answerTo(answers, ask), this.about).map((text) => ({
        field: ask.field.name,
        key: ask.key,
        object: ask.field.of === "region" ? ask.key : undefined,
        text,
      })),
    );
  }
}

export function questionFaults(question: Question, value: unknown, about: About): FieldFault[] {
  if (!isGiven(value)) return question.required ? [{ key: "fault.required" }] : [];
  return FIELDS[question.type].faults(question, value, about);
}

/** The server's faults, placed by their paths in the document that was sent. */
export function serverFaults(problem: Problem | null | undefined, sent: Document): Fault[] {
  const errors = problem?.errors ?? [];
  if (errors.length === 0) {
    const text = problem?.detail || problem?.title;
    return text ? [{ text }] : [];
  }
  return errors.map(({ path, message }) => ({ text: message, ...placeOf(path, sent) }));
}

function placeOf(path: string, sent: Document): Partial<Fault> {
  const inner = path.replace(/^(submit\[\d+\]\.)?(document|fixed)\./, "");
  const object = /^objects\[(\d+)\](?:\.attributes\.([^.[]+))?/.exec(inner);
  if (object) return { object: sent.objects[Number(object[1])]?.id, attribute: object[2] };
  const relation = /^relations\[(\d+)\]/.exec(inner);
  if (relation) return { object: sent.relations[Number(relation[1])]?.from };
  const answer = /^answers\.([^.[]+)(?:\.([^.[]+))?/.exec(inner);
  return answer ? { field: answer[1], key: answer[2] } : {};
}
