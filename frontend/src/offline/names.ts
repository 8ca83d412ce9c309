/** Where copies are kept on this computer, and under which names; pages and the service worker agree on them here. */

/** Pictures and recordings of items that are held, by their content. */
export const MEDIA_CACHE = "beanfield-media";
/** The built workbench; a version each. */
export const SHELL_CACHE = "beanfield-shell-";
/** In a cached copy: until when it may be shown, in milliseconds since 1970. */
export const UNTIL = "x-beanfield-until";
/** In a cached copy: the task and project that it was got for. */
export const PLACE = "x-beanfield-place";
/** Databases of the workbench, one for each person. */
export const DATABASE = "beanfield-";
/** What was asked of the server last, so that the workbench opens without it; goes with the session. */
export const PASSING_STORES = ["places", "leases"] as const;
/** Who worked here last. */
export const LAST_PERSON = "beanfield-person";

/** A copy goes by its content alone: links to it change every few minutes. */
export const mediaKey = (sha256: string): string => `/media/${sha256}`;

const MEDIA = /^\/media\/([0-9a-f]{64})$/;

/** The content that an address asks for in full; null for small versions and everything else. */
export function contentOf(url: URL): string | null {
  return url.searchParams.has("size") ? null : (MEDIA.exec(url.pathname)?.[1] ?? null);
}

export const isExpired = (response: Response, now: number): boolean =>
  Number(response.headers.get(UNTIL) ?? 0) <= now;

/** Takes away copies whose time is over; returns how many are left. */
export async function sweep(cache: Cache, now: number): Promise<number> {
  let left = 0;
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    if (response && !isExpired(response, now)) left++;
    else await cache.delete(request);
  }
  return left;
}
