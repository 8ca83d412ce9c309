/** What is kept on this computer: finished work not sent yet, and the journals of items being worked on. */

import type { Kept } from "../core/job";
import type { Document } from "../core/model";
import type { Journal } from "../core/store";
import type { Finished } from "./outbox";

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

const STORES = { finished: "finished", starts: "starts", journals: "journals" } as const;
type StoreName = keyof typeof STORES;

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORES.finished, { keyPath: "id" });
      request.result.createObjectStore(STORES.starts);
      request.result.createObjectStore(STORES.journals);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("the local database is held by an older tab"));
  });
}

/** In the browser's database, one for each person: computers are shared. */
export class BrowserLocal implements Local {
  readonly lasting = true;

  /** Leases that have a journal: to ask the database for each new one would hold up the screen. */
  private known = new Set<number>();

  private constructor(private readonly db: IDBDatabase) {
    // Another tab with a newer version must be able to upgrade.
    db.onversionchange = () => db.close();
  }

  /** `owner`: the person, or the person at one exam. */
  static async open(owner: number | string): Promise<Local> {
    try {
      const local = new BrowserLocal(await opened(`beanfield-${owner}`));
      local.known = new Set(
        (await local.do("journals", "readonly", (store) => store.getAllKeys())) as number[],
      );
      return local;
    } catch {
      return new PassingLocal();
    }
  }

  async finished(): Promise<Finished[]> {
    const all = (await this.do("finished", "readonly", (store) => store.getAll())) as Finished[];
    return all.sort((a, b) => a.at - b.at);
  }

  keepFinished(finished: Finished): Promise<void> {
    return this.write("finished", (store) => store.put(finished));
  }

  dropFinished(id: string): Promise<void> {
    return this.write("finished", (store) => store.delete(id));
  }

  async journal(leaseId: number): Promise<Kept | null> {
    const last = lastWordsOf(this.db.name, leaseId);
    if (!this.known.has(leaseId)) return last;
    const start = (await this.do("starts", "readonly", (store) => store.get(leaseId))) as
      | Document
      | undefined;
    const kept = (await this.do("journals", "readonly", (store) => store.get(leaseId))) as
      | { journal: Journal; revision: number }
      | undefined;
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
    return this.write("starts", (store) => store.put(start, leaseId));
  }

  keepJournal(leaseId: number, journal: Journal, revision: number): Promise<void> {
    this.known.add(leaseId);
    return this.write("journals", (store) => store.put({ journal, revision }, leaseId));
  }

  async dropJournal(leaseId: number): Promise<void> {
    if (!this.known.delete(leaseId)) return;
    await this.write("journals", (store) => store.delete(leaseId));
    await this.write("starts", (store) => store.delete(leaseId));
  }

  private async write(name: StoreName, run: (store: IDBObjectStore) => IDBRequest): Promise<void> {
    await this.do(name, "readwrite", run);
  }

  private do(
    name: StoreName,
    mode: IDBTransactionMode,
    run: (store: IDBObjectStore) => IDBRequest,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const transaction = this.db.transaction(STORES[name], mode);
      const request = run(transaction.objectStore(STORES[name]));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error);
    });
  }
}

/** Where the browser has no database: as long as the page is open. */
export class PassingLocal implements Local {
  readonly lasting = false;
  private readonly held = new Map<string, Finished>();
  private readonly starts = new Map<number, Document>();
  private readonly journals = new Map<number, { journal: Journal; revision: number }>();

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

  /** Nothing of it outlives the page. */
  lastWords(): void {}

  async dropJournal(leaseId: number): Promise<void> {
    this.starts.delete(leaseId);
    this.journals.delete(leaseId);
  }
}
