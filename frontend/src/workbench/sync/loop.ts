/**
 * The working loop: leases come, finished work goes, whatever the network does.
 *
 * The next item is on the screen before the server has heard of the last one. What is finished is kept
 * here first and sent in order; a repeat carries the same id. Work goes on while held leases last.
 */

import { Emitter } from "../core/emitter";
import { uuid } from "../core/ids";
import type { Lease, NoWork, Task, Today, WorkReply } from "../core/wire";
import type { Local } from "./local";
import { batchOf, bodyOf, type Deed, type Finished, settle } from "./outbox";
import { Refused, type Server, SignedOut } from "./server";

/** `failing`: the server answers, but that it cannot. */
export type Network = "fine" | "cut" | "failing" | "signed_out";

const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000];
/** Without work, the server is asked again after this long. */
const ASK_AGAIN_MS = 30_000;

export interface LoopOptions {
  server: Server;
  local: Local;
  project: number;
  task: Task;
  /** Where leases are kept on this computer. */
  place: string;
  /** How many leases to hold, the one on the screen included. */
  want: number;
  now?: () => number;
}

export class WorkLoop {
  readonly changed = new Emitter();
  /** Answers that came after their lease had ended. */
  readonly late = new Emitter<Finished[]>();
  /** Leases that ended before their work was handed in; they are still `held` while this is told. */
  readonly lost = new Emitter<Lease[]>();
  held: Lease[] = [];
  waiting: Finished[] = [];
  network: Network = "fine";
  nothing: NoWork | null = null;
  today: Today = { items: 0, objects: 0, active_seconds: 0, reviews: 0 };
  /** Whether the server has answered at all since the page was opened. */
  ready = false;
  /** Whether what is held here may not be what the server knows: it is then asked for everything. */
  private unsure = true;
  private sending = false;
  private again = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private writes: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: LoopOptions) {}

  /** `away`: the server was not to be reached a moment ago; work goes on with what is here. */
  async start(away = false): Promise<void> {
    const { local, project, task } = this.options;
    const all = await local.finished();
    this.waiting = all.filter((one) => one.project === project && one.task === task);
    if (away) await this.takeKept();
    await this.sync();
    if (!this.ready && this.held.length === 0) await this.takeKept();
  }

  /** Leases as they were kept here: those that have not ended, and those that were begun. */
  private async takeKept(): Promise<void> {
    const { local, place, now = Date.now } = this.options;
    const finished = new Set(this.waiting.map((one) => one.lease.id));
    for (const lease of await local.leases(place)) {
      const good = Date.parse(lease.until) > now() || (await local.journal(lease.id)) !== null;
      if (good && !finished.has(lease.id)) this.held.push(lease);
    }
    this.changed.emit();
  }

  get current(): Lease | null {
    return this.held[0] ?? null;
  }

  get refused(): Finished[] {
    return this.waiting.filter((one) => one.refused);
  }

  /** How much is kept here that the server does not have. */
  get unsent(): number {
    return this.waiting.length - this.refused.length;
  }

  /** Ends the lease on the screen; the next one is `current` as soon as this returns. */
  finish(lease: Lease, deed: Deed): void {
    const { project, task, now = Date.now } = this.options;
    const id = deed.kind === "submit" || deed.kind === "verdict" ? deed.body.id : uuid();
    // Later than all that waits, whatever the clock does: the order is the order of sending.
    const at = Math.max(now(), ...this.waiting.map((one) => one.at + 1));
    const finished: Finished = { id, project, task, at, deed, lease };
    this.waiting.push(finished);
    this.held = this.held.filter((one) => one.id !== lease.id);
    this.write((local) => local.keepFinished(finished));
    this.write((local) => local.dropLease(lease.id));
    this.changed.emit();
    void this.sync();
  }

  /** Takes back what the server refused, to be changed and handed in again. */
  reopen(finished: Finished): void {
    this.forget(finished);
    this.held = [finished.lease, ...this.held.filter((one) => one.id !== finished.lease.id)];
    this.write((local) => local.keepLease(this.options.place, finished.lease));
    this.changed.emit();
  }

  discard(finished: Finished): void {
    this.forget(finished);
    this.write((local) => local.dropJournal(finished.lease.id));
    this.changed.emit();
  }

  /** The server says that these leases are no longer held. */
  withdraw(ids: readonly number[]): Lease[] {
    const gone = this.lose((lease) => ids.includes(lease.id));
    if (gone.length === 0) return [];
    this.changed.emit();
    void this.sync();
    return gone;
  }

  private lose(isGone: (lease: Lease) => boolean): Lease[] {
    const gone = this.held.filter(isGone);
    if (gone.length === 0) return [];
    this.lost.emit(gone);
    this.held = this.held.filter((lease) => !isGone(lease));
    for (const { id } of gone) this.write((local) => local.dropLease(id));
    return gone;
  }

  /** The server prolongs all leases of somebody at work; each ends no earlier than the one on the screen. */
  prolong(until: string): void {
    for (const lease of this.held) {
      if (Date.parse(lease.until) >= Date.parse(until)) continue;
      lease.until = until;
      this.write((local) => local.keepLease(this.options.place, lease));
    }
  }

  /** Gives up the copy of a lease that is held, so that the server sends it anew. */
  async refetch(lease: Lease): Promise<void> {
    this.held = this.held.filter((one) => one.id !== lease.id);
    this.unsure = true;
    this.first = lease.id;
    await this.sync();
  }

  /** The lease that is to be on the screen when it comes. */
  private first: number | null = null;

  private forget(finished: Finished): void {
    this.waiting = this.waiting.filter((one) => one.id !== finished.id);
    this.write((local) => local.dropFinished(finished.id));
  }

  /** Writes to the local database one after the other, so that the last word is the last written. */
  private write(run: (local: Local) => Promise<void>): void {
    this.writes = this.writes.then(() => run(this.options.local)).catch(() => {});
  }

  /** Sends what waits and fetches what is wanted; calls while one runs lead to one more. */
  async sync(): Promise<void> {
    if (this.stopped) return;
    if (this.sending) {
      this.again = true;
      return;
    }
    this.sending = true;
    clearTimeout(this.timer);
    try {
      do {
        this.again = false;
        await this.exchange(batchOf(this.waiting));
      } while (this.again || this.unsent > 0);
      this.failures = 0;
      if (this.held.length === 0) this.later(ASK_AGAIN_MS);
    } catch (error) {
      this.unsure = true;
      this.network = error instanceof SignedOut ? "signed_out" : error instanceof Refused ? "failing" : "cut";
      this.later(RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)] as number);
    } finally {
      this.sending = false;
      this.changed.emit();
    }
  }

  private async exchange(batch: readonly Finished[]): Promise<void> {
    const { server, project, task, want } = this.options;
    const all = this.unsure;
    const holding = all ? [] : this.held.map((lease) => lease.id);
    const path = `/api/projects/${project}/${task === "annotate" ? "work" : "review"}`;
    try {
      const body = bodyOf(batch, task, want, holding);
      this.take(batch, await server.call<WorkReply>("POST", path, body), all);
    } catch (error) {
      if (!(error instanceof Refused) || error.status >= 500) throw error;
      await this.refusedWhole(batch, error);
    }
  }

  /** The whole request was refused: one by one, so that a bad one does not hold up the others. */
  private async refusedWhole(batch: readonly Finished[], error: Refused): Promise<void> {
    const [only] = batch;
    if (batch.length > 1) {
      for (const one of batch) await this.exchange([one]);
    } else if (only) this.settle([], [{ ...only, refused: error.problem }]);
    else {
      this.ready = true;
      this.nothing = { reason: "refused", message: error.message };
    }
    this.network = "fine";
  }

  /** `all`: the reply tells of everything that is held. */
  private take(batch: readonly Finished[], reply: WorkReply, all: boolean): void {
    const { done, refused, late } = settle(batch, reply.outcomes);
    this.settle([...done, ...late], refused);
    if (late.length) this.late.emit(late);
    if (all) this.compare(reply.leases);
    const held = new Set(this.held.map((lease) => lease.id));
    const finished = new Set(this.waiting.map((one) => one.lease.id));
    for (const lease of reply.leases) {
      if (held.has(lease.id) || finished.has(lease.id)) continue;
      this.held.push(lease);
      this.write((local) => local.keepLease(this.options.place, lease));
    }
    this.held.sort((a, b) => Number(b.id === this.first) - Number(a.id === this.first));
    this.first = null;
    this.nothing = reply.nothing;
    this.today = reply.today;
    this.network = "fine";
    this.ready = true;
    this.changed.emit();
  }

  /** Leases that went on without us are lost; those that stayed get new links and ends. */
  private compare(known: readonly Lease[]): void {
    this.unsure = false;
    const fresh = new Map(known.map((lease) => [lease.id, lease]));
    this.lose((lease) => !fresh.has(lease.id));
    for (const lease of this.held) {
      const other = fresh.get(lease.id) as Lease;
      lease.until = other.until;
      Object.assign(lease.content, other.content);
      this.write((local) => local.keepLease(this.options.place, lease));
    }
  }

  private settle(done: readonly Finished[], refused: readonly Finished[]): void {
    for (const one of done) {
      this.forget(one);
      this.write((local) => local.dropJournal(one.lease.id));
    }
    for (const one of refused) {
      this.waiting = this.waiting.map((before) => (before.id === one.id ? one : before));
      this.write((local) => local.keepFinished(one));
    }
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.sync(), ms);
  }

  /** All writes to this computer that were begun are done. */
  written(): Promise<unknown> {
    return this.writes;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}
