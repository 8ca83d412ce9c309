/** How the document on the screen differs from another one, in colours. */

import { type Difference, difference } from "../core/difference";
import { type AnnotatedObject, completed, type Document } from "../core/model";
import type { Bench } from "./bench";

const ADDED = "#18a058";
const CHANGED = "#e08600";
const GONE = "#d03050";

export class Comparing {
  private shown = true;
  private cache: { key: string; found: Difference } | null = null;

  constructor(private readonly bench: Bench) {}

  get on(): boolean {
    return this.other() !== null;
  }

  toggle(): void {
    this.shown = !this.shown;
    this.bench.editor.refresh();
    this.bench.changed.emit();
  }

  /** In review what was handed in, in adjudication the next of the answers. */
  private other(): Document | null {
    const { job, task, answers, answerAt } = this.bench;
    if (!job || !this.shown || task === "annotate") return null;
    if (task === "review") return job.start;
    return answers.length > 1 ? completed(answers[(answerAt + 1) % answers.length]?.document) : null;
  }

  private found(): Difference | null {
    const { job, answerAt } = this.bench;
    const other = this.other();
    if (!job || !other) return null;
    const { position, entries } = job.store.journal();
    const key = `${job.lease.id} ${answerAt} ${position} ${entries.length} ${entries[position - 1]?.at}`;
    if (this.cache?.key !== key) this.cache = { key, found: difference(other, job.store.document()) };
    return this.cache.found;
  }

  /** What the other one has and this one has not. */
  ghosts(): { object: AnnotatedObject; color: string }[] {
    return (this.found()?.gone ?? []).map((object) => ({ object, color: GONE }));
  }

  special(object: AnnotatedObject): { color: string } | undefined {
    const found = this.found();
    if (found?.added.has(object.id)) return { color: ADDED };
    return found?.changed.has(object.id) ? { color: CHANGED } : undefined;
  }
}
