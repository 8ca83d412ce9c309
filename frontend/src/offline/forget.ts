/** Signing out leaves nothing of a customer's on this computer, and nothing of the person's own work is lost. */

import { DATABASE, LAST_PERSON, MEDIA_CACHE, PASSING_STORES } from "./names";

/**
 * Takes away media, items and projects. Work that the server does not have yet stays under its person's
 * number until that person signs in again.
 */
export async function forgetHere(): Promise<void> {
  localStorage.removeItem(LAST_PERSON);
  // Neither exists on plain http pages of other computers: then nothing was kept there either.
  if (globalThis.caches) await caches.delete(MEDIA_CACHE);
  const known = (await globalThis.indexedDB?.databases?.()) ?? [];
  for (const { name } of known) if (name?.startsWith(DATABASE)) await emptied(name);
}

function emptied(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    request.onerror = request.onblocked = () => resolve();
    request.onsuccess = () => {
      const db = request.result;
      const stores = PASSING_STORES.filter((store) => db.objectStoreNames.contains(store));
      const done = () => {
        db.close();
        resolve();
      };
      if (stores.length === 0) return done();
      const transaction = db.transaction(stores, "readwrite");
      for (const store of stores) transaction.objectStore(store).clear();
      transaction.oncomplete = transaction.onabort = done;
    };
  });
}
