/** Pictures of the items held, fetched before they are needed; bounded by their bytes. */

import type { ImageContent } from "../core/wire";
import type { MediaCache } from "./media_cache";

const MOST_BYTES = 96 * 1024 * 1024;

export class Pictures {
  private readonly blobs = new Map<string, Promise<Blob>>();
  private readonly bitmaps = new Map<string, Promise<ImageBitmap>>();
  private readonly sizes = new Map<string, number>();

  constructor(private readonly media: MediaCache) {}

  /** Starts fetching; the order is the order of need, and what no longer fits is let go. */
  prefetch(contents: readonly ImageContent[]): void {
    const wanted = new Set(contents.map((content) => content.sha256));
    for (const key of [...this.blobs.keys()]) if (!wanted.has(key)) this.drop(key);
    let bytes = 0;
    contents.forEach((content, index) => {
      bytes += this.sizes.get(content.sha256) ?? 0;
      if (index > 0 && bytes > MOST_BYTES) return;
      const blob = this.blob(content);
      // The next one is decoded as well, so that it is on the screen at once.
      if (index <= 1) blob.then(() => this.bitmap(content)).catch(() => {});
      else blob.catch(() => {});
    });
  }

  bitmap(content: ImageContent): Promise<ImageBitmap> {
    let bitmap = this.bitmaps.get(content.sha256);
    if (!bitmap) {
      bitmap = this.blob(content).then((blob) => createImageBitmap(blob));
      bitmap.catch(() => this.bitmaps.delete(content.sha256));
      this.bitmaps.set(content.sha256, bitmap);
    }
    return bitmap;
  }

  private blob(content: ImageContent): Promise<Blob> {
    let blob = this.blobs.get(content.sha256);
    if (!blob) {
      blob = this.media.blob(content);
      blob.then((found) => this.sizes.set(content.sha256, found.size)).catch(() => this.drop(content.sha256));
      this.blobs.set(content.sha256, blob);
    }
    return blob;
  }

  private drop(key: string): void {
    this.blobs.delete(key);
    this.sizes.delete(key);
    this.bitmaps
      .get(key)
      ?.then((bitmap) => bitmap.close())
      .catch(() => {});
    this.bitmaps.delete(key);
  }
}
