/** The browser's database of one person, and one call to it. */

import { DATABASE } from "../../offline/names";

/** `places` and `leases` go with the session; the others are the person's own work. */
export const STORES = ["finished", "starts", "journals", "places", "leases", "kept"] as const;
export type StoreName = (typeof STORES)[number];

const KEYED: Partial<Record<StoreName, string>> = { finished: "id", leases: "id", kept: "lease_id" };
const VERSION = 2;

export class Database {
  private constructor(private readonly db: IDBDatabase) {
    // Another tab with a newer version must be able to upgrade.
    db.onversionchange = () => db.close();
  }

  get name(): string {
    return this.db.name;
  }

  /** `owner`: the person, or the person at one exam: computers are shared. */
  static open(owner: number | string): Promise<Database> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE + owner, VERSION);
      request.onupgradeneeded = () => {
        const { result: db } = request;
        for (const name of STORES) {
          if (db.objectStoreNames.contains(name)) continue;
          const keyPath = KEYED[name];
          db.createObjectStore(name, keyPath ? { keyPath } : undefined);
        }
      };
      request.onsuccess = () => resolve(new Database(request.result));
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("the local database is held by an older tab"));
    });
  }

  read<T>(name: StoreName, run: (store: IDBObjectStore) => IDBRequest): Promise<T> {
    return this.do(name, "readonly", run) as Promise<T>;
  }

  async write(name: StoreName, run: (store: IDBObjectStore) => IDBRequest): Promise<void> {
    await this.do(name, "readwrite", run);
  }

  private do(
    name: StoreName,
    mode: IDBTransactionMode,
    run: (store: IDBObjectStore) => IDBRequest,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const transaction = this.db.transaction(name, mode);
      const request = run(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error);
    });
  }
}
