/** What is marked in a text becomes a span: at once when a class is active, else when one is chosen. */

import type { Host } from "../core/editor";
import type { Job } from "../core/job";
import type { ObjectClass } from "../core/schema";
import type { TextView } from "./text_view";

export interface Marked {
  part: string | null;
  start: number;
  end: number;
}

export class Marking {
  pending: Marked | null = null;
  private pinning = false;

  constructor(
    private readonly host: Host,
    private readonly views: () => readonly TextView[],
  ) {}

  startPin(): void {
    this.pinning = true;
  }

  marked(job: Job, marked: Marked): void {
    if (this.pinning) {
      this.pinning = false;
      this.host.pinned(marked);
      window.getSelection()?.removeAllRanges();
      return;
    }
    const cls = this.host.activeClass();
    if (cls?.shape === "span") this.make(job, marked, cls);
    else this.pending = marked;
  }

  /** True when something was marked, and now bears the class. */
  classChosen(job: Job, cls: ObjectClass): boolean {
    if (cls.shape !== "span" || !this.host.editable()) return false;
    const marked = this.markedNow();
    if (!marked) return false;
    this.make(job, marked, cls);
    return true;
  }

  private markedNow(): Marked | null {
    for (const view of this.views()) {
      const marked = view.marked();
      if (marked) return { part: view.part, ...marked };
    }
    return null;
  }

  private make(job: Job, { part, start, end }: Marked, cls: ObjectClass): void {
    if (!this.host.editable()) return;
    const shape = { type: "span" as const, start, end, ...(part === null ? {} : { part }) };
    const object = job.fresh(cls, shape);
    const at = job.store.objects.size;
    job.apply("mark", [{ op: "object", id: object.id, before: null, after: { at, value: object } }]);
    job.selection.set([object.id]);
    this.pending = null;
    window.getSelection()?.removeAllRanges();
  }
}
