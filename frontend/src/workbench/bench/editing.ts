/** What the commands do to the objects that are chosen. */

import * as commands from "../core/commands";
import type { Job } from "../core/job";
import type { AnnotatedObject } from "../core/model";
import type { ObjectClass, RelationClass } from "../core/schema";
import { FIELDS } from "../fields/registry";
import { t } from "../i18n";
import { isPictureShape, kindOf } from "../shapes/registry";
import type { Bench } from "./bench";
import { groupNames } from "./grouping";

/** A class was chosen by key or click: chosen objects of its shape take it, else it is the class to draw. */
export function chooseClass(bench: Bench, cls: ObjectClass): void {
  const { job, editor } = bench;
  if (!job) return;
  const chosen = job.selection.ids.flatMap((id) => job.store.objects.get(id) ?? []);
  const fitting = chosen.filter((object) => object.shape.type === cls.shape);
  if (editor.classChosen(cls)) return;
  if (fitting.length > 0 && fitting.length === chosen.length) {
    job.apply(
      "class",
      commands.reclassed(
        job.store,
        fitting.map((object) => object.id),
        cls,
      ),
    );
    bench.activeClass = cls.name;
  } else if (cls.shape === "span" && bench.activeClass === cls.name) bench.activeClass = null;
  else bench.activeClass = cls.name;
  job.activate(null);
}

export function removeChosen(job: Job): void {
  const ids = job.selection.ids.filter((id) => !job.selection.isLocked(id));
  const rejected = ids.flatMap((id) =>
    job.store.suggestion(id) ? commands.decided(job.store, id, "rejected") : [],
  );
  const own = ids.filter((id) => job.store.objects.has(id));
  job.apply("remove", [...commands.removed(job.store, own), ...rejected]);
}

/** Takes suggestions over: those chosen, or all. */
export function accept(job: Job, all: boolean): void {
  const open = job.store.openSuggestions().filter((object) => all || job.selection.has(object.id));
  const deltas = commands.accepted(job.store, open);
  job.apply("accept", deltas);
  if (all) linkSuggested(job, open);
  else chooseNextSuggestion(job);
}

function chooseNextSuggestion(job: Job): void {
  const [next] = job.store.openSuggestions();
  if (next) job.selection.set([next.id]);
}

/** Relations of the pre-label come along when all their objects are taken over at once. */
function linkSuggested(job: Job, taken: readonly AnnotatedObject[]): void {
  const ids = new Set(taken.map((object) => object.id));
  for (const relation of job.lease.prelabel?.relations ?? []) {
    if (ids.has(relation.from) && ids.has(relation.to))
      job.apply("link", commands.linked(job.store, relation));
  }
}

/** Goes through the objects in drawing order. */
export function stepObject(bench: Bench, by: 1 | -1): void {
  const { job, editor } = bench;
  if (!job) return;
  const ids = [...job.store.objects.ids(), ...job.store.openSuggestions().map((object) => object.id)];
  if (ids.length === 0) return;
  const at = job.selection.single ? ids.indexOf(job.selection.single) : by > 0 ? -1 : 0;
  const next = ids[(at + by + ids.length) % ids.length] as string;
  job.selection.set([next]);
  editor.reveal(next);
}

let copied: AnnotatedObject[] = [];

export function copyChosen(job: Job): number {
  const chosen = job.selection.ids.flatMap((id) => job.store.objects.get(id) ?? []);
  if (chosen.length) copied = structuredClone(chosen);
  return chosen.length;
}

/** Also on another item: the next picture often shows the same thing at the same place. */
export function paste(job: Job, apart: number): void {
  pasted(job, copied, apart);
}

/** Adds objects like those given, so many pixels beside them, and chooses them; returns how many. */
export function pasted(job: Job, objects: readonly AnnotatedObject[], apart: number): number {
  const next = groupNames(job);
  const groups = new Map<string, string>();
  const groupOf = (name: string) => {
    const known = groups.get(name) ?? next();
    groups.set(name, known);
    return known;
  };
  const made = objects.flatMap((object) => {
    const cls = job.classes.get(object.class);
    if (!cls || cls.shape !== object.shape.type || !isPictureShape(object.shape)) return [];
    const fresh = job.fresh(cls, kindOf(object.shape).moved(object.shape, apart, apart));
    const group = object.group ? { group: groupOf(object.group) } : {};
    return [{ ...fresh, attributes: { ...object.attributes }, ...group }];
  });
  job.apply("paste", commands.added(job.store, made));
  if (made.length) job.selection.set(made.map((object) => object.id));
  return made.length;
}

export function restack(job: Job, to: "front" | "back"): void {
  const id = job.selection.single;
  if (id)
    job.apply("restack", commands.restacked(job.store, id, to === "front" ? Number.POSITIVE_INFINITY : 0));
}

// Relations ------------------------------------------------------------------------------------------

/** Kinds of relation that may lead from one object to the other, with the direction in which they may. */
export function linksBetween(
  bench: Bench,
  from: string,
  to: string,
): { kind: RelationClass; swapped: boolean }[] {
  const a = bench.job?.store.objects.get(from)?.class;
  const b = bench.job?.store.objects.get(to)?.class;
  if (!a || !b) return [];
  const fits = (kind: RelationClass, first: string, second: string) =>
    (kind.from ?? [first]).includes(first) && (kind.to ?? [second]).includes(second);
  return (bench.schema.relations ?? []).flatMap((kind): { kind: RelationClass; swapped: boolean }[] => {
    if (fits(kind, a, b)) return [{ kind, swapped: false }];
    return fits(kind, b, a) ? [{ kind, swapped: true }] : [];
  });
}

export function startLink(bench: Bench): void {
  const id = bench.job?.selection.single;
  if (!id || !bench.job?.store.objects.has(id)) {
    bench.say(t("link.choose_first"));
    return;
  }
  bench.linkFrom = id;
  bench.say(t("link.choose_second"));
}

/** The first kind that fits is taken; the list beside the picture offers the others. */
export function link(bench: Bench, from: string, to: string): void {
  const { job } = bench;
  const [first] = linksBetween(bench, from, to);
  if (!job || !first) {
    bench.say(t("link.none"), "fault");
    return;
  }
  const [start, end] = first.swapped ? [to, from] : [from, to];
  job.apply("link", commands.linked(job.store, { from: start, to: end, class: first.kind.name }));
}

// Questions ------------------------------------------------------------------------------------------

/** A number key answers the active question or attribute; true when it did. */
export function answerByKey(bench: Bench, n: number): boolean {
  const { job } = bench;
  const target = job?.targets().find((one) => one.id === job.activeAsk);
  const question = target?.ask?.field ?? target?.attribute;
  if (!job || !target || !question || !bench.editable) return false;
  const object = job.selection.single ? job.store.objects.get(job.selection.single) : undefined;
  const value = target.ask
    ? job.answer(target.ask)
    : (object?.attributes?.[question.name] ?? question.default);
  const asking = {
    question,
    value,
    current: () => value,
    set: () => {},
    about: job.about,
    id: "",
    disabled: false,
    hot: true,
  };
  const picked = FIELDS[question.type].pick?.(asking, n);
  if (!picked) return false;
  if (target.ask) job.setAnswer(target.ask, picked.value);
  else if (object)
    job.apply("attribute", commands.attributed(job.store, [object.id], question.name, picked.value));
  if (picked.done) job.goOn();
  return true;
}
