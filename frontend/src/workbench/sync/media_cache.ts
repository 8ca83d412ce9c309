/**
 * Media of the items held, on this computer: by content, bounded in number and bytes, until the lease ends.
 *
 * Without the browser's caches (plain http) everything comes over the network, and nothing is kept.
 */

import { isExpired, MEDIA_CACHE, mediaKey, PLACE, UNTIL } from "../../offline/names";
import type { AudioContent, ImageContent, Lease } from "../core/wire";
import { SignedOut, Unreachable } from "./server";

export type MediaContent = ImageContent | AudioContent;

const MOST_BYTES = 192 * 1024 * 1024;
/** A copy whose lease was prolonged by less is not written anew. */
const SLACK_MS = 5 * 60_000;

export function mediaOf(lease: Lease): MediaContent | null {
  const { content } = lease;
  return content.kind === "image" || content.kind === "audio" ? content : null;
}

export class MediaCache {
  /** When each content's lease ends, of those held. */
  private untils = new Map<string, number>();
  private readonly sizes = new Map<string, number>();
  private cache: Promise<Cache> | null;

  constructor(
    /** Task and project: other windows hold copies of their own. */
    private readonly place: string,
    storage: CacheStorage | undefined = globalThis.caches,
    private readonly load: (url: string) => Promise<Response> = (url) =>
      fetch(url, { credentials: "same-origin", cache: storage ? "no-store" : "default" }),
  ) {
    this.cache = storage ? storage.open(MEDIA_CACHE) : null;
    this.cache?.catch(() => {
      this.cache = null;
    });
  }

  /** What is held now: copies of anything else go, and the time of those that stay is prolonged. */
  async hold(leases: readonly Lease[]): Promise<void> {
    this.untils = new Map(
      leases.flatMap((lease) => {
        const media = mediaOf(lease);
        return media ? [[media.sha256, Date.parse(lease.until)]] : [];
      }),
    );
    for (const key of this.sizes.keys()) if (!this.untils.has(key)) this.sizes.delete(key);
    const cache = await this.cache;
    if (!cache) return;
    const wanted = new Map([...this.untils].map(([sha256, until]) => [mediaKey(sha256), until]));
    for (const request of await cache.keys()) {
      const until = wanted.get(new URL(request.url).pathname);
      if (until !== undefined) await this.prolong(cache, request, until);
      else await this.release(cache, request);
    }
  }

  private async prolong(cache: Cache, request: Request, until: number): Promise<void> {
    const kept = await cache.match(request);
    if (!kept || until - Number(kept.headers.get(UNTIL)) < SLACK_MS) return;
    await cache.put(request, this.copy(await kept.blob(), until));
  }

  private async release(cache: Cache, request: Request): Promise<void> {
    const kept = await cache.match(request);
    if (!kept) return;
    if (kept.headers.get(PLACE) === this.place || isExpired(kept, Date.now())) await cache.delete(request);
  }

  private copy(blob: Blob, until: number): Response {
    const headers = { "Content-Type": blob.type, [UNTIL]: String(until), [PLACE]: this.place };
    return new Response(blob, { headers });
  }

  /** Gets the whole of it ready for a time without a network. */
  async prepare(content: MediaContent): Promise<void> {
    const cache = await this.cache;
    if (cache && !(await cache.match(mediaKey(content.sha256)))) await this.blob(content);
  }

  /** The bytes, from here or from the server. */
  async blob(content: MediaContent): Promise<Blob> {
    const cache = await this.cache;
    const kept = await cache?.match(mediaKey(content.sha256)).catch(() => undefined);
    if (kept) return kept.blob();
    const blob = await this.fetch(content);
    // No room on the disk: the work goes on without copies.
    if (cache) await this.keep(cache, content, blob).catch(() => {});
    return blob;
  }

  private async keep(cache: Cache, { sha256 }: MediaContent, blob: Blob): Promise<void> {
    const until = this.untils.get(sha256);
    const others = [...this.sizes].filter(([key]) => key !== sha256 && this.untils.has(key));
    const bytes = others.reduce((sum, [, size]) => sum + size, blob.size);
    if (until === undefined || bytes > MOST_BYTES) return;
    this.sizes.set(sha256, blob.size);
    await cache.put(mediaKey(sha256), this.copy(blob, until));
  }

  private async fetch({ url }: MediaContent): Promise<Blob> {
    if (!url) throw new Error("the item has no picture");
    let response: Response;
    try {
      response = await this.load(url);
    } catch (error) {
      throw new Unreachable(String(error));
    }
    if (response.status === 401) throw new SignedOut();
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.blob();
  }
}
