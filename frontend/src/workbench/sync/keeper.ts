/** Work whose lease was lost, or that another computer was ahead of: kept, and offered when the item is back. */

import { Emitter } from "../core/emitter";
import type { Job } from "../core/job";
import { DocumentStore } from "../core/store";
import type { Lease } from "../core/wire";
import type { KeptWork, Local } from "./local";

export class Keeper {
  readonly changed = new Emitter();
  works: KeptWork[] = [];

  constructor(
    private readonly local: Local,
    private readonly place: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Also takes up journals of leases that ended while nobody was here; `held` are not among them. */
  async start(held: readonly Lease[]): Promise<void> {
    this.works = await this.local.works(this.place).catch(() => []);
    const known = new Set(held.map((lease) => lease.id));
    for (const lease of await this.local.leases(this.place).catch(() => [])) {
      if (known.has(lease.id)) continue;
      await this.lost(lease);
      await this.local.dropLease(lease.id).catch(() => {});
    }
    this.changed.emit();
  }

  /** What is on the screen is to be put aside. */
  async keep(job: Job, why: KeptWork["why"]): Promise<void> {
    if (!job.store.canUndo) return;
    await this.write(job.lease, job.store.document(), why);
  }

  /** A lease ended that is not on the screen. */
  async lost(lease: Lease): Promise<void> {
    const kept = await this.local.journal(lease.id).catch(() => null);
    if (!kept || kept.journal.position === 0) return;
    const store = new DocumentStore(kept.start);
    store.replay(kept.journal);
    await this.write(lease, store.document(), "lost");
  }

  private async write(lease: Lease, document: KeptWork["document"], why: KeptWork["why"]): Promise<void> {
    const { id, item_id, name } = lease;
    const work: KeptWork = {
      lease_id: id,
      place: this.place,
      item_id,
      name,
      at: this.now(),
      why,
      document: structuredClone(document),
    };
    this.works = [work, ...this.works.filter((one) => one.lease_id !== id)];
    this.changed.emit();
    // The journal goes only when its document is safe.
    await this.local.keepWork(work).then(
      () => this.local.dropJournal(id),
      () => {},
    );
  }

  /** What was kept of this item. */
  of(lease: Lease): KeptWork | undefined {
    return this.works.find((one) => one.item_id === lease.item_id);
  }

  drop(work: KeptWork): void {
    this.works = this.works.filter((one) => one !== work);
    this.local.dropWork(work.lease_id).catch(() => {});
    this.changed.emit();
  }
}
