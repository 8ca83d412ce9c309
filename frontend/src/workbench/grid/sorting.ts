/** Which crops are wrong, and the verdicts that follow. */

import { Emitter } from "../core/emitter";
import { uuid } from "../core/ids";
import type { Lease, ReviewSubmission } from "../core/wire";
import { type Crop, cropsOf } from "./crops";

export class Sorting {
  readonly changed = new Emitter();
  crops: Crop[] = [];
  cls: string | null = null;
  at = 0;
  readonly wrong = new Set<string>();
  /** Classes that were on the screen: what nobody has seen is not passed. */
  readonly seen = new Set<string>();
  private leases: readonly Lease[] = [];

  /** Other items are there; marks on those that stayed are kept. */
  take(leases: readonly Lease[]): void {
    const ids = (of: readonly Lease[]) => of.map((lease) => lease.id).join();
    if (ids(leases) === ids(this.leases)) return;
    const grew = leases.some((lease) => !this.leases.includes(lease));
    this.leases = [...leases];
    this.crops = cropsOf(leases);
    const there = new Set(this.crops.map((crop) => crop.id));
    for (const id of this.wrong) if (!there.has(id)) this.wrong.delete(id);
    if (grew) this.seen.clear();
    const [first] = this.classes();
    this.show(
      this.cls && this.classes().some(({ name }) => name === this.cls) ? this.cls : (first?.name ?? null),
    );
  }

  classes(): { name: string; count: number }[] {
    const counts = new Map<string, number>();
    for (const { object } of this.crops) counts.set(object.class, (counts.get(object.class) ?? 0) + 1);
    return [...counts].map(([name, count]) => ({ name, count }));
  }

  shown(): Crop[] {
    return this.crops.filter((crop) => crop.object.class === this.cls);
  }

  show(cls: string | null): void {
    this.cls = cls;
    this.at = 0;
    if (cls !== null) this.seen.add(cls);
    this.changed.emit();
  }

  move(by: number): void {
    this.at = Math.max(0, Math.min(this.shown().length - 1, this.at + by));
    this.changed.emit();
  }

  mark(id: string, wrong: boolean): void {
    if (wrong) this.wrong.add(id);
    else this.wrong.delete(id);
    this.changed.emit();
  }

  /** The first class that nobody has looked at yet. */
  get unseen(): string | null {
    return this.classes().find(({ name }) => !this.seen.has(name))?.name ?? null;
  }

  /** Items that something was seen of; one without objects is left for review one by one. */
  get judged(): readonly Lease[] {
    const showing = new Set(this.crops.map((crop) => crop.lease.id));
    return this.leases.filter((lease) => showing.has(lease.id));
  }

  /** Items with a wrong object go back with each of them named; the others pass. */
  verdicts(): { lease: Lease; body: ReviewSubmission }[] {
    return this.judged.map((lease) => {
      const defects = this.crops
        .filter((crop) => crop.lease === lease && this.wrong.has(crop.id))
        .map(({ object }) => ({
          class: "wrong_class" as const,
          severity: "major" as const,
          object_id: object.id,
        }));
      const verdict = defects.length ? ("return" as const) : ("pass" as const);
      const body = {
        id: uuid(),
        lease_id: lease.id,
        verdict,
        comment: "",
        defects,
        fixed: null,
        chosen: null,
      };
      return { lease, body };
    });
  }
}
