/** Whether the person is at work, and for how long: what the server cannot measure while it is out of reach. */
export class Activity {
  private total = 0;
  private last: number | null = null;

  constructor(
    private readonly idleMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** The person did something. A pause longer than the cut-off counts as the cut-off of nothing. */
  act(): void {
    const at = this.now();
    if (this.last !== null && at - this.last <= this.idleMs) this.total += at - this.last;
    this.last = at;
  }

  actedWithin(ms: number): boolean {
    return this.last !== null && this.now() - this.last <= ms;
  }

  /** Another item begins. */
  restart(): void {
    this.total = 0;
    this.last = this.now();
  }

  get seconds(): number {
    return this.total / 1000;
  }
}
