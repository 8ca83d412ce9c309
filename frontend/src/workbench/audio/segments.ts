/** Segments of a recording: objects whose shape is an interval of seconds. */

import { attributed, reshaped } from "../core/commands";
import type { Job } from "../core/job";
import type { AnnotatedObject, Interval } from "../core/model";
import type { ObjectClass, Question } from "../core/schema";

export interface Segment extends AnnotatedObject {
  shape: Interval;
}

/** Shorter segments are slips of the hand, in seconds. */
export const LEAST_SECONDS = 0.02;

/** Milliseconds are as fine as anybody hears. */
export const toMillis = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** In order of time, suggestions among them. */
export function segmentsOf(job: Job): Segment[] {
  const all = [...job.store.objects.list(), ...job.store.openSuggestions()];
  const segments = all.filter((object): object is Segment => object.shape.type === "interval");
  return segments.sort((a, b) => a.shape.start - b.shape.start || a.shape.end - b.shape.end);
}

export function segmentOf(job: Job, id: string | null): Segment | null {
  const object = id ? job.object(id) : undefined;
  return object?.shape.type === "interval" ? (object as Segment) : null;
}

/** The interval within the recording, its ends in order; null when it is too short to be meant. */
export function intervalBetween(a: number, b: number, seconds: number): Interval | null {
  const start = toMillis(Math.max(0, Math.min(a, b)));
  const end = toMillis(Math.min(seconds, Math.max(a, b)));
  return end - start >= LEAST_SECONDS ? { type: "interval", start, end } : null;
}

export function addSegment(job: Job, cls: ObjectClass, interval: Interval): void {
  const object = job.fresh(cls, interval);
  const at = job.store.objects.size;
  job.apply("draw", [{ op: "object", id: object.id, before: null, after: { at, value: object } }]);
  job.selection.set([object.id]);
}

/** Moves one or both ends; the same end in quick succession is one step of undo. */
export function reshapeSegment(job: Job, id: string, interval: Interval, merge?: string): void {
  job.apply("edit", reshaped(job.store, new Map([[id, interval]])), merge);
}

/** The attribute that holds what is said: the first written one of the class. */
export const transcriptOf = (cls: ObjectClass | undefined): Question | undefined =>
  cls?.attributes?.find((attribute) => attribute.type === "text");

export function transcribe(job: Job, id: string, attribute: Question, text: string): void {
  job.apply(
    "attribute",
    attributed(job.store, [id], attribute.name, text === "" ? undefined : text),
    `attribute ${attribute.name} ${id}`,
  );
}

/** `1:02.345` */
export function clock(seconds: number): string {
  const millis = Math.round(seconds * 1000);
  const minutes = Math.floor(millis / 60_000);
  const rest = (millis - minutes * 60_000) / 1000;
  return `${minutes}:${rest < 10 ? "0" : ""}${rest.toFixed(3)}`;
}
