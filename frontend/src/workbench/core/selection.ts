/** What is chosen, pointed at, hidden or locked on the screen; none of it is part of the answer. */

import { Emitter } from "./emitter";

export class Selection {
  readonly changed = new Emitter();
  private chosen = new Set<string>();
  private pointed: string | null = null;
  private readonly hidden = new Set<string>();
  private readonly locked = new Set<string>();

  get ids(): readonly string[] {
    return [...this.chosen];
  }

  get size(): number {
    return this.chosen.size;
  }

  /** The one thing chosen, or null for none or several. */
  get single(): string | null {
    return this.chosen.size === 1 ? ([...this.chosen][0] as string) : null;
  }

  get hovered(): string | null {
    return this.pointed;
  }

  has(id: string): boolean {
    return this.chosen.has(id);
  }

  isHidden(id: string): boolean {
    return this.hidden.has(id);
  }

  isLocked(id: string): boolean {
    return this.locked.has(id);
  }

  get anyHidden(): boolean {
    return this.hidden.size > 0;
  }

  set(ids: readonly string[]): void {
    if (ids.length === this.chosen.size && ids.every((id) => this.chosen.has(id))) return;
    this.chosen = new Set(ids);
    this.changed.emit();
  }

  toggle(id: string): void {
    if (!this.chosen.delete(id)) this.chosen.add(id);
    this.changed.emit();
  }

  hover(id: string | null): void {
    if (id === this.pointed) return;
    this.pointed = id;
    this.changed.emit();
  }

  hide(ids: readonly string[], hidden: boolean): void {
    for (const id of ids) hidden ? this.hidden.add(id) : this.hidden.delete(id);
    this.changed.emit();
  }

  lock(ids: readonly string[], locked: boolean): void {
    for (const id of ids) locked ? this.locked.add(id) : this.locked.delete(id);
    this.changed.emit();
  }

  showAll(): void {
    this.hidden.clear();
    this.changed.emit();
  }

  /** Forgets what is no longer there. */
  keepOnly(exists: (id: string) => boolean): void {
    const kept = [...this.chosen].filter(exists);
    if (this.pointed && !exists(this.pointed)) this.pointed = null;
    this.set(kept);
  }
}
