/** The state of the screen: the item at hand, the class and panel that are open, what is said. */

import type { Editor, Host } from "../core/editor";
import { Emitter } from "../core/emitter";
import { type Fault, serverFaults } from "../core/faults";
import { Job, type Kept } from "../core/job";
import type { Keymap } from "../core/keymap";
import type { AnnotatedObject, Document } from "../core/model";
import { Reviewing } from "../core/reviewing";
import { Classes, classKeys, type LabelSchema, type ObjectClass } from "../core/schema";
import type { Lease, Me, Thread, Workplace } from "../core/wire";
import { named, t } from "../i18n";
import type { Activity } from "../sync/activity";
import type { Drafts } from "../sync/drafts";
import type { Keeper } from "../sync/keeper";
import type { Local } from "../sync/local";
import type { WorkLoop } from "../sync/loop";
import type { MediaCache } from "../sync/media_cache";
import type { Finished } from "../sync/outbox";
import type { Pictures } from "../sync/pictures";
import type { Server } from "../sync/server";
import { Comparing } from "./comparing";
import { hostOf } from "./host";
import { keepLost } from "./keeping";
import type { Schemas } from "./schemas";

export type PanelName =
  | "guide"
  | "help"
  | "questions"
  | "skip"
  | "refused"
  | "compare"
  | "palette"
  | "settings";

export interface Notice {
  text: string;
  kind: "info" | "fault";
}

export interface Parts {
  me: Me;
  place: Workplace;
  server: Server;
  local: Local;
  loop: WorkLoop;
  drafts: Drafts;
  activity: Activity;
  pictures: Pictures;
  media: MediaCache;
  keeper: Keeper;
  schemas: Schemas;
}

const NOTICE_MS = 6_000;

export class Bench {
  readonly changed = new Emitter();
  /** Another item is on the screen. */
  readonly opened = new Emitter<Job>();
  /** Of the item at hand: held leases keep the schema that they were given with. */
  schema: LabelSchema;
  classes: Classes;
  job: Job | null = null;
  activeClass: string | null = null;
  panel: PanelName | null = null;
  notice: Notice | null = null;
  /** Working time of the item, as the server measures it. */
  activeSeconds = 0;
  threads: Thread[] = [];
  /** The object whose relation to the next one chosen is to be made. */
  linkFrom: string | null = null;
  /** Set where one may say that an empty answer is meant. */
  emptyMeant = false;
  reviewing: Reviewing | null = null;
  /** Which of the answers is on the screen. */
  answerAt = 0;
  readonly comparing = new Comparing(this);
  keys = new Map<string, string>();
  /** The place was opened in another window: nothing is done here. */
  away = false;
  editor!: Editor;
  keymap!: Keymap;
  private readonly jobs = new Map<number, Job>();
  private noticeTimer: ReturnType<typeof setTimeout> | undefined;
  private opening = 0;
  private stops: (() => void)[] = [];

  constructor(readonly parts: Parts) {
    this.schema = parts.place.schema;
    this.classes = new Classes(this.schema);
  }

  private async takeSchema(version: number): Promise<void> {
    const schema = await this.parts.schemas.get(version);
    if (schema === this.schema) return;
    this.schema = schema;
    this.classes = new Classes(schema);
    this.activeClass = null;
    this.dealKeys();
  }

  /** Classes get the keys that commands leave free. */
  dealKeys(): void {
    this.keys = classKeys(this.classes.all, this.keymap.reserved());
    this.keymap.yield(new Set(this.keys.values()));
  }

  /** Takes the editor and the keys; classes get the keys that commands leave free. */
  equip(editor: Editor, keymap: Keymap): void {
    this.editor = editor;
    this.keymap = keymap;
    this.dealKeys();
    this.parts.loop.changed.on(() => this.follow());
    this.parts.loop.late.on((late) =>
      this.say(t("lease.late", { names: late.map((one) => one.lease.name).join("、") }), "fault"),
    );
    this.parts.drafts.changed.on(() => this.changed.emit());
    keepLost(this);
  }

  get task() {
    return this.parts.place.task;
  }

  get editable(): boolean {
    return this.job !== null;
  }

  host(): Host {
    return hostOf(this);
  }

  /** Puts the loop's current lease on the screen when it is another one. */
  follow(): void {
    if (this.away) return;
    const lease = this.parts.loop.current;
    if (lease && lease.id !== this.job?.lease.id) void this.open(lease);
    else if (!lease && this.job) this.clear();
    this.changed.emit();
  }

  /** Nothing is on the screen. */
  clear(): void {
    this.parts.drafts.close();
    this.job = this.reviewing = null;
  }

  private async open(lease: Lease): Promise<void> {
    const opening = ++this.opening;
    // Without the local database the draft on the server serves.
    const kept: Kept | null = await this.parts.local.journal(lease.id).catch(() => null);
    try {
      await this.takeSchema(lease.schema_version);
    } catch (error) {
      this.say(t("schema.failed", { why: error instanceof Error ? error.message : "" }), "fault");
      return;
    }
    if (opening !== this.opening) return;
    const again = this.reopened?.lease.id === lease.id ? this.reopened : null;
    this.reopened = null;
    this.jobs.clear();
    this.answerAt = 0;
    this.threads = [];
    this.activeSeconds = lease.active_seconds ?? 0;
    this.reviewing = lease.task === "annotate" ? null : new Reviewing();
    this.reviewing?.changed.on(() => {
      this.editor.refresh();
      this.changed.emit();
    });
    const own = again ? { ...lease, draft: handedInBy(again) ?? lease.draft } : lease;
    const { show_prelabels: showPrelabels } = this.parts.place.pipeline;
    const revision = kept?.revision ?? 0;
    const job = new Job(own, this.schema, this.classes, {
      showPrelabels,
      kept: again ? null : kept,
      revision,
    });
    this.show(job);
    if (again) {
      job.refusal = serverFaults(again.refused, job.start);
      job.checked = true;
      const place = job.refusal.find((fault) => fault.object && job.object(fault.object));
      if (place?.object) job.selection.set([place.object]);
    }
    this.parts.activity.restart();
    this.parts.drafts.open(job);
    this.opened.emit(job);
  }

  private show(job: Job): void {
    for (const stop of this.stops) stop();
    this.job = job;
    this.jobs.set(this.answerAt, job);
    this.linkFrom = null;
    this.emptyMeant = false;
    this.stops = [
      job.changed.on(() => this.changed.emit()),
      job.selection.changed.on(() => this.linkToChosen()),
      job.store.changed.on(() => {
        this.emptyMeant = false;
        if (this.comparing.on) this.editor.refresh();
      }),
    ];
    this.editor.open(job);
    this.changed.emit();
  }

  /** Another of the answers comes on the screen; changes to each are kept apart. */
  showAnswer(index: number): void {
    const lease = this.job?.lease;
    const answer = lease?.answers?.[index];
    if (!lease || !answer) return;
    this.answerAt = index;
    const known = this.jobs.get(index);
    const own = { ...lease, draft: null, answers: [answer] };
    this.show(known ?? new Job(own, this.schema, this.classes, { showPrelabels: false }));
    if (this.job) this.parts.drafts.open(this.job);
  }

  /** All answers of the lease; a job shows one of them. */
  get answers() {
    return this.jobs.get(0)?.lease.answers ?? [];
  }

  say(text: string, kind: Notice["kind"] = "info"): void {
    this.notice = { text, kind };
    clearTimeout(this.noticeTimer);
    this.noticeTimer = setTimeout(() => {
      this.notice = null;
      this.changed.emit();
    }, NOTICE_MS);
    this.changed.emit();
  }

  toggle(panel: PanelName): void {
    this.panel = this.panel === panel ? null : panel;
    this.changed.emit();
  }

  closePanel(): boolean {
    const was = this.panel !== null;
    this.panel = null;
    if (was) this.changed.emit();
    return was;
  }

  classOf(object: AnnotatedObject): ObjectClass {
    return this.classes.get(object.class) ?? { name: object.class, shape: object.shape.type };
  }

  private linkToChosen(): void {
    const from = this.linkFrom;
    const to = this.job?.selection.single;
    if (!from || !to || from === to || !this.job) return;
    this.linkFrom = null;
    this.onLink?.(from, to);
  }

  onLink: ((from: string, to: string) => void) | null = null;

  /** Another window works on this place now: what is on the screen is written down, and nothing more is done. */
  async standBack(): Promise<void> {
    this.away = true;
    this.parts.loop.stop();
    await this.parts.drafts.keepHere();
    this.clear();
    this.changed.emit();
  }

  /** After signing in again, or when the network may be back. */
  resume(): void {
    this.parts.server.forget();
    void this.parts.loop.sync();
  }

  /** Where a fault is, in words. */
  nameOf(fault: Fault): string {
    const object = fault.object ? this.job?.object(fault.object) : undefined;
    const cls = object ? this.classOf(object) : this.classes.get(fault.cls ?? "");
    const attribute = cls?.attributes?.find((one) => one.name === fault.attribute);
    const field = this.schema.fields?.find((one) => one.name === fault.field);
    return [cls, attribute, field].flatMap((one) => (one ? [named(one)] : [])).join(" · ");
  }

  /** What the server refused comes back on the screen, with its reasons. */
  reopen(finished: Finished): void {
    this.reopened = finished;
    this.closePanel();
    this.parts.loop.reopen(finished);
  }

  private reopened: Finished | null = null;
}

function handedInBy({ deed }: Finished): Document | null {
  if (deed.kind === "submit") return deed.body.document;
  return deed.kind === "verdict" ? (deed.body.fixed ?? null) : null;
}
