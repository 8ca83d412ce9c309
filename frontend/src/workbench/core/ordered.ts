/** A value and its place in an order. */
export interface Placed<T> {
  at: number;
  value: T;
}

/** Values by id, in an order that placing and removing restore exactly. */
export class Ordered<T> {
  private readonly values = new Map<string, T>();
  private readonly order: string[] = [];

  constructor(values: readonly T[], id: (value: T) => string) {
    for (const value of values) this.place(id(value), { at: this.order.length, value });
  }

  get(id: string): T | undefined {
    return this.values.get(id);
  }

  has(id: string): boolean {
    return this.values.has(id);
  }

  get size(): number {
    return this.order.length;
  }

  ids(): readonly string[] {
    return this.order;
  }

  list(): T[] {
    return this.order.map((id) => this.values.get(id) as T);
  }

  /** Where the value stands now, or null: the `before` of a delta. */
  placed(id: string): Placed<T> | null {
    const value = this.values.get(id);
    return value === undefined ? null : { at: this.order.indexOf(id), value };
  }

  place(id: string, after: Placed<T> | null): void {
    const at = this.values.has(id) ? this.order.indexOf(id) : -1;
    if (at >= 0 && at !== after?.at) this.order.splice(at, 1);
    if (!after) {
      this.values.delete(id);
      return;
    }
    if (at !== after.at) this.order.splice(after.at, 0, id);
    this.values.set(id, after.value);
  }
}
