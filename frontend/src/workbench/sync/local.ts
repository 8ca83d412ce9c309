/** What is kept on this computer: finished work not sent yet, journals, and what the workbench opens from. */

import type { Kept } from "../core/job";
import type { Document } from "../core/model";
import type { LabelSchema } from "../core/schema";
import type { Journal } from "../core/store";
import type { Lease, Me, Workplace } from "../core/wire";
import { Database } from "./database";
import type { Finished } from "./outbox";
import { PassingLocal } from "./passing";

/** What the server said when the workbench was opened last. */
export interface Snapshot {
  me: Me;
  place: Workplace;
  /** Older schemas of leases that are held. */
  schemas: Record<number, LabelSchema>;
}

/** Work on an item that its person does not hold any more, or that another computer was ahead of. */
export interface KeptWork {
  lease_id: number;
  /** Task and project. */
  place: string;
  item_id: number;
  name: string;
  at: number;
  why: "lost" | "outrun";
  document: Document;
}

export interface Local {
  /** Whether it survives the end of the browser. */
  readonly lasting: boolean;
  finished(): Promise<Finished[]>;
  keepFinished(finished: Finished): Promise<void>;
  dropFinished(id: string): Promise<void>;
  journal(leaseId: number): Promise<Kept | null>;
  keepStart(leaseId: number, start: Document): Promise<void>;
  keepJournal(leaseId: number, journal: Journal, revision: number): Promise<void>;
  /** At once, for a page that goes away and whose database will not come to it. */
  lastWords(leaseId: number, kept: Kept): void;
  dropJournal(leaseId: number): Promise<void>;
  snapshot(place: string): Promise<Snapshot | null>;
  keepSnapshot(place: string, snapshot: Snapshot): Promise<void>;
  /** In the order in which they were kept first. */
  leases(place: string): Promise<Lease[]>;
  keepLease(place: string, lease: Lease): Promise<void>;
  dropLease(id: number): Promise<void>;
  works(place: string): Promise<KeptWork[]>;
  keepWork(work: KeptWork): Promise<void>;
  dropWork(leaseId: number): Promise<void>;
}

/** The one thing that browsers write before a page is gone holds a few megabytes: room for one journal. */
const LAST_WORDS = "beanfield-last-words";

interface LastWords extends Kept {
  leaseId: number;
}

function lastWordsOf(owner: string, leaseId: number): Kept | null {
  try {
    const words = JSON.parse(localStorage.getItem(`${LAST_WORDS}-${owner}`) ?? "null") as LastWords | null;
    return words?.leaseId === leaseId ? words : null;
  } catch {
    return null;
  }
}

interface KeptLease {
  id: number;
  place: string;
  order: number;
  lease: Lease;
}

/** In the browser's database, one for each person. */
export class BrowserLocal implements Local {
  readonly lasting = true;

  /** Leases that have a journal: to ask the database for each new one would hold up the screen. */
  private known = new Set<number>();
  private readonly orders = new Map<number, number>();

  private constructor(private readonly db: Database) {}

  /** `owner`: the person, or the person at one exam. */
  static async open(owner: number | string): Promise<Local> {
    try {
      const local = new BrowserLocal(await Database.open(owner));
      local.known = new Set(await local.db.read<number[]>("journals", (store) => store.getAllKeys()));
      return local;
    } catch {
      return new PassingLocal();
    }
  }

  async finished(): Promise<Finished[]> {
    const all = await this.db.read<Finished[]>("finished", (store) => store.getAll());
    return all.sort((a, b) => a.at - b.at);
  }

  keepFinished(finished: Finished): Promise<void> {
    return this.db.write("finished", (store) => store.put(finished));
  }

  dropFinished(id: string): Promise<void> {
    return this.db.write("finished", (store) => store.delete(id));
  }

  async journal(leaseId: number): Promise<Kept | null> {
    const last = lastWordsOf(this.db.name, leaseId);
    if (!this.known.has(leaseId)) return last;
    const start = await this.db.read<Document | undefined>("starts", (store) => store.get(leaseId));
    const kept = await this.db.read<{ journal: Journal; revision: number } | undefined>("journals", (store) =>
      store.get(leaseId),
    );
    const own = start && kept ? { start, ...kept } : null;
    return last && last.revision > (own?.revision ?? -1) ? last : own;
  }

  lastWords(leaseId: number, kept: Kept): void {
    try {
      const words = { leaseId, ...kept } satisfies LastWords;
      localStorage.setItem(`${LAST_WORDS}-${this.db.name}`, JSON.stringify(words));
    } catch {
      // Too much for it: what the database got in time has to do.
    }
  }

  keepStart(leaseId: number, start: Document): Promise<void> {
    return this.db.write("starts", (store) => store.put(start, leaseId));
  }

  keepJournal(leaseId: number, journal: Journal, revision: number): Promise<void> {
    this.known.add(leaseId);
    return this.db.write("journals", (store) => store.put({ journal, revision }, leaseId));
  }

  async dropJournal(leaseId: number): Promise<void> {
    if (lastWordsOf(this.db.name, leaseId)) localStorage.removeItem(`${LAST_WORDS}-${this.db.name}`);
    if (!this.known.delete(leaseId)) return;
    await this.db.write("journals", (store) => store.delete(leaseId));
    await this.db.write("starts", (store) => store.delete(leaseId));
  }

  async snapshot(place: string): Promise<Snapshot | null> {
    return (await this.db.read<Snapshot | undefined>("places", (store) => store.get(place))) ?? null;
  }

  keepSnapshot(place: string, snapshot: Snapshot): Promise<void> {
    return this.db.write("places", (store) => store.put(snapshot, place));
  }

  async leases(place: string): Promise<Lease[]> {
    const all = await this.db.read<KeptLease[]>("leases", (store) => store.getAll());
    const here = all.filter((one) => one.place === place).sort((a, b) => a.order - b.order);
    for (const { id, order } of here) this.orders.set(id, order);
    return here.map(({ lease }) => lease);
  }

  keepLease(place: string, lease: Lease): Promise<void> {
    const order = this.orders.get(lease.id) ?? Math.max(0, ...this.orders.values()) + 1;
    this.orders.set(lease.id, order);
    return this.db.write("leases", (store) => store.put({ id: lease.id, place, order, lease }));
  }

  dropLease(id: number): Promise<void> {
    this.orders.delete(id);
    return this.db.write("leases", (store) => store.delete(id));
  }

  async works(place: string): Promise<KeptWork[]> {
    const all = await this.db.read<KeptWork[]>("kept", (store) => store.getAll());
    return all.filter((one) => one.place === place).sort((a, b) => b.at - a.at);
  }

  keepWork(work: KeptWork): Promise<void> {
    return this.db.write("kept", (store) => store.put(work));
  }

  dropWork(leaseId: number): Promise<void> {
    return this.db.write("kept", (store) => store.delete(leaseId));
  }
}
