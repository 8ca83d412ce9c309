/** Tells the server every half minute that the person is at work, and only then. */

import type { Bench } from "../bench/bench";
import type { BeatReply } from "../core/wire";

const EVERY_MS = 30_000;

export class Beats {
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly bench: Bench) {}

  start(): void {
    this.timer = setInterval(() => void this.beat(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async beat(): Promise<void> {
    const { bench } = this;
    const { activity, server, place, loop } = bench.parts;
    const { job } = bench;
    if (!job || !activity.actedWithin(EVERY_MS) || document.hidden) return;
    try {
      const body = { lease_id: job.lease.id, task: place.task };
      const reply = await server.call<BeatReply>("POST", `/api/projects/${place.project_id}/beat`, body);
      if (bench.job === job) bench.activeSeconds = reply.active_seconds;
      loop.withdraw(reply.withdrawn);
      loop.prolong(reply.until);
      bench.changed.emit();
    } catch {
      // The loop tells of a cut network when there is something to send.
    }
  }
}
