/** Where the browser has no database: things are kept for as long as the page is open. */

import type { Kept } from "../core/job";
import type { Document } from "../core/model";
import type { Journal } from "../core/store";
import type { Lease } from "../core/wire";
import type { KeptWork, Local, Snapshot } from "./local";
import type { Finished } from "./outbox";

export class PassingLocal implements Local {
  readonly lasting = false;
  private readonly held = new Map<string, Finished>();
  private readonly starts = new Map<number, Document>();
  private readonly journals = new Map<number, { journal: Journal; revision: number }>();
  private readonly lost = new Map<number, KeptWork>();

  async finished(): Promise<Finished[]> {
    return [...this.held.values()].sort((a, b) => a.at - b.at);
  }

  async keepFinished(finished: Finished): Promise<void> {
    this.held.set(finished.id, finished);
  }

  async dropFinished(id: string): Promise<void> {
    this.held.delete(id);
  }

  async journal(leaseId: number): Promise<Kept | null> {
    const start = this.starts.get(leaseId);
    const kept = this.journals.get(leaseId);
    return start && kept ? { start, ...kept } : null;
  }

  async keepStart(leaseId: number, start: Document): Promise<void> {
    this.starts.set(leaseId, start);
  }

  async keepJournal(leaseId: number, journal: Journal, revision: number): Promise<void> {
    this.journals.set(leaseId, { journal: structuredClone(journal), revision });
  }

  async dropJournal(leaseId: number): Promise<void> {
    this.starts.delete(leaseId);
    this.journals.delete(leaseId);
  }

  async works(place: string): Promise<KeptWork[]> {
    return [...this.lost.values()].filter((one) => one.place === place).sort((a, b) => b.at - a.at);
  }

  async keepWork(work: KeptWork): Promise<void> {
    this.lost.set(work.lease_id, work);
  }

  async dropWork(leaseId: number): Promise<void> {
    this.lost.delete(leaseId);
  }

  // Nothing of the rest outlives the page, and while it is open nobody asks for it.
  lastWords(): void {}

  async snapshot(): Promise<Snapshot | null> {
    return null;
  }

  async keepSnapshot(): Promise<void> {}

  async leases(): Promise<Lease[]> {
    return [];
  }

  async keepLease(): Promise<void> {}

  async dropLease(): Promise<void> {}
}
