/** How the document on the screen differs from another one, in colours. */

import { type Difference, difference } from "../core/difference";
import { type AnnotatedObject, completed, type Document } from "../core/model";
import { t } from "../i18n";
import type { Bench } from "./bench";

const ADDED = "#18a058";
const CHANGED = "#e08600";
const GONE = "#d03050";

/** What the document on the screen is compared with. */
export type Against = "start" | "prelabel" | "answer";

export class Comparing {
  private shown = true;
  private cache: { key: string; found: Difference } | null = null;
  private withPrelabel = false;

  constructor(private readonly bench: Bench) {}

  get on(): boolean {
    return this.other() !== null;
  }

  get against(): Against {
    if (this.bench.task === "adjudicate") return "answer";
    return this.withPrelabel && this.prelabel ? "prelabel" : "start";
  }

  private get prelabel() {
    return this.bench.job?.lease.prelabel;
  }

  /** Whether there is a pre-label to compare with. */
  get choice(): boolean {
    return this.bench.task === "review" && Boolean(this.prelabel?.objects?.length);
  }

  toggle(): void {
    this.shown = !this.shown;
    this.redraw();
  }

  /** The answer is laid over the pre-label, or over itself as it was handed in. */
  switch(): void {
    this.withPrelabel = !this.withPrelabel;
    this.shown = true;
    this.cache = null;
    this.redraw();
  }

  private redraw(): void {
    this.bench.editor.refresh();
    this.bench.changed.emit();
  }

  /** The next object that differs comes into sight. */
  step(by: 1 | -1): void {
    const { job, editor } = this.bench;
    const found = this.found();
    if (!job || !found) return;
    const ids = job.store.objects.ids().filter((id) => found.added.has(id) || found.changed.has(id));
    if (ids.length === 0) {
      this.bench.say(t("differences.none", { gone: found.gone.length }));
      return;
    }
    const at = job.selection.single ? ids.indexOf(job.selection.single) : -1;
    const next = ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length] as string;
    job.selection.set([next]);
    editor.reveal(next);
  }

  /** How many objects are new, other, and gone; null while nothing is compared. */
  get counts(): { added: number; changed: number; gone: number } | null {
    const found = this.found();
    return found && { added: found.added.size, changed: found.changed.size, gone: found.gone.length };
  }

  /** In review what was handed in or the pre-label, in adjudication the next of the answers. */
  private other(): Document | null {
    const { job, task, answers, answerAt } = this.bench;
    if (!job || !this.shown || task === "annotate") return null;
    if (task === "review") return this.against === "prelabel" ? completed(this.prelabel) : job.start;
    return answers.length > 1 ? completed(answers[(answerAt + 1) % answers.length]?.document) : null;
  }

  private found(): Difference | null {
    const { job, answerAt } = this.bench;
    const other = this.other();
    if (!job || !other) return null;
    const { position, entries } = job.store.journal();
    const key = `${this.against} ${job.lease.id} ${answerAt} ${position} ${entries.length} ${entries[position - 1]?.at}`;
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
