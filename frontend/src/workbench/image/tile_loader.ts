/** The tiles of a huge picture: fetched as the view needs them, kept in a bounded number. */

import type { Tile } from "../render/scene";
import { keyOf, levelFor, rectOf, type TilePlace, type TileSet, tilesIn } from "../render/tiling";
import type { View } from "../render/view";

/** A tile of 512 × 512 takes a megabyte in memory, and another in the graphics; large screens need more. */
const KEPT = 64;
const KEPT_OF_WANTED = 1.5;
const AT_ONCE = 6;
/** Until the tiles of a picture just imported are there. */
const AGAIN_MS = 5_000;
const FAILED_MS = 3_000;

export class TileLoader {
  private set: TileSet | null = null;
  /** In order of last use. */
  private readonly kept = new Map<string, Tile & { level: number }>();
  private readonly coming = new Set<string>();
  private readonly failed = new Map<string, number>();
  private most = KEPT;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stopped = new AbortController();

  constructor(
    private readonly url: string,
    /** Of the picture that is there already, to one pixel of the original. */
    private readonly shownScale: number,
    private readonly view: View,
    private readonly show: (tiles: readonly Tile[]) => void,
  ) {
    void this.begin();
    this.stopped.signal.addEventListener(
      "abort",
      view.changed.on(() => this.update()),
    );
  }

  private async begin(): Promise<void> {
    const set: TileSet | null = await this.get(this.url)
      .then((reply) => reply.json())
      .catch(() => null);
    if (this.stopped.signal.aborted) return;
    if (set?.levels) {
      this.set = set;
      this.update();
    } else this.timer = setTimeout(() => void this.begin(), AGAIN_MS);
  }

  private async get(url: string): Promise<Response> {
    const reply = await fetch(url, { credentials: "same-origin", signal: this.stopped.signal });
    if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
    return reply;
  }

  private update(): void {
    const { set, view } = this;
    if (!set) return;
    const scale = view.scale * (window.devicePixelRatio || 1);
    const from = view.toImage({ x: 0, y: 0 });
    const to = view.toImage({ x: view.width, y: view.height });
    const seen = { minX: from.x, minY: from.y, maxX: to.x, maxY: to.y };
    const level = levelFor(set, scale);
    const wanted = scale > this.shownScale ? tilesIn(set, level, seen) : [];
    this.most = Math.max(KEPT, KEPT_OF_WANTED * wanted.length);
    for (const place of wanted) this.touch(keyOf(place));
    for (const place of wanted) if (this.coming.size < AT_ONCE) void this.load(set, place);
    const inSight = ({ rect }: Tile) =>
      rect.minX < to.x && rect.maxX > from.x && rect.minY < to.y && rect.maxY > from.y;
    const drawn = [...this.kept.values()].filter((tile) => tile.level <= level && inSight(tile));
    this.show(wanted.length ? drawn.sort((one, other) => one.level - other.level) : []);
  }

  private touch(key: string): void {
    const tile = this.kept.get(key);
    if (!tile) return;
    this.kept.delete(key);
    this.kept.set(key, tile);
  }

  private async load(set: TileSet, place: TilePlace): Promise<void> {
    const key = keyOf(place);
    const waits = Date.now() - (this.failed.get(key) ?? 0) < FAILED_MS;
    if (waits || this.kept.has(key) || this.coming.has(key)) return;
    this.coming.add(key);
    try {
      const reply = await this.get(this.url.replace("/tiles?", `/tiles/${key}?`));
      const source = await createImageBitmap(await reply.blob());
      if (this.stopped.signal.aborted) return source.close();
      this.keep({ key, source, rect: rectOf(set, place), level: place.level });
    } catch {
      // The coarser picture stays; what the view still needs is asked for again.
      this.failed.set(key, Date.now());
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.update(), FAILED_MS);
    } finally {
      this.coming.delete(key);
    }
    if (!this.stopped.signal.aborted && !this.failed.has(key)) this.update();
  }

  private keep(tile: Tile & { level: number }): void {
    this.failed.delete(tile.key);
    this.kept.set(tile.key, tile);
    for (const [key, old] of this.kept) {
      if (this.kept.size <= this.most) break;
      this.kept.delete(key);
      old.source.close();
    }
  }

  destroy(): void {
    this.stopped.abort();
    clearTimeout(this.timer);
    this.show([]);
    for (const { source } of this.kept.values()) source.close();
    this.kept.clear();
  }
}
