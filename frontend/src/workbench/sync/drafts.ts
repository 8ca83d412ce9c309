/** Keeps what is being worked on: here within a second, on the server within a few. */

import { Emitter } from "../core/emitter";
import type { Job } from "../core/job";
import type { Local } from "./local";
import { Refused, type Server, SignedOut, Unreachable } from "./server";

export type Saved = "unchanged" | "changing" | "here" | "there" | "conflict";

/** Soon, but not for every step of a drag. */
const HERE_MS = 150;
const THERE_MS = 4_000;

export class Drafts {
  readonly changed = new Emitter();
  /** The lease is not held any more, says the server. */
  readonly ended = new Emitter<number>();
  state: Saved = "unchanged";
  private job: Job | null = null;
  private stop: (() => void) | null = null;
  private hereTimer: ReturnType<typeof setTimeout> | undefined;
  private thereTimer: ReturnType<typeof setTimeout> | undefined;
  private startKept = false;
  private sentRevision = 0;

  constructor(
    private readonly server: Server,
    private readonly local: Local,
  ) {}

  open(job: Job): void {
    this.close();
    this.job = job;
    this.startKept = false;
    this.sentRevision = job.lease.draft_revision ?? 0;
    this.become(job.store.canUndo ? "here" : "unchanged");
    this.stop = job.store.changed.on(() => this.touched(job));
  }

  close(): void {
    this.stop?.();
    this.stop = null;
    this.job = null;
    clearTimeout(this.hereTimer);
    clearTimeout(this.thereTimer);
  }

  private touched(job: Job): void {
    job.revision++;
    this.become("changing");
    clearTimeout(this.hereTimer);
    this.hereTimer = setTimeout(() => void this.keepHere(), HERE_MS);
  }

  /** Before the page goes away. */
  leave(): void {
    const { job } = this;
    if (!job || this.state !== "changing") return;
    this.local.lastWords(job.lease.id, {
      start: job.start,
      journal: job.store.journal(),
      revision: job.revision,
    });
    void this.keepHere();
  }

  async keepHere(): Promise<void> {
    const { job } = this;
    clearTimeout(this.hereTimer);
    if (!job || this.state !== "changing") return;
    const { revision } = job;
    try {
      // Both are begun before either is awaited: a page that goes away has no time for a second thought.
      const start = this.startKept ? null : this.local.keepStart(job.lease.id, job.start);
      await Promise.all([start, this.local.keepJournal(job.lease.id, job.store.journal(), revision)]);
      this.startKept = true;
    } catch {
      return;
    }
    if (job !== this.job) return;
    if (job.revision === revision) this.become("here");
    clearTimeout(this.thereTimer);
    this.thereTimer = setTimeout(() => void this.keepThere(), THERE_MS);
  }

  private async keepThere(): Promise<void> {
    const { job } = this;
    if (!job || job.revision <= this.sentRevision) return;
    const { revision } = job;
    try {
      const body = { document: job.store.document(), revision };
      await this.server.call("PUT", `/api/leases/${job.lease.id}/draft`, body);
    } catch (error) {
      if (job === this.job) this.failed(error);
      return;
    }
    if (job !== this.job) return;
    this.sentRevision = revision;
    if (job.revision === revision) this.become("there");
  }

  private failed(error: unknown): void {
    if (error instanceof Refused && /draft-outrun/.test(error.problem.type ?? "")) this.become("conflict");
    else if (error instanceof Refused && error.status === 409) {
      if (this.job) this.ended.emit(this.job.lease.id);
    } else if (error instanceof Unreachable || error instanceof SignedOut || error instanceof Refused) {
      clearTimeout(this.thereTimer);
      this.thereTimer = setTimeout(() => void this.keepThere(), 5 * THERE_MS);
    }
  }

  private become(state: Saved): void {
    if (this.state === state) return;
    this.state = state;
    this.changed.emit();
  }
}
