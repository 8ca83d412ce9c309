/** The editor of recordings: a waveform with segments, and a list of them with what is said. */

import type { Editor, Host } from "../core/editor";
import type { Job } from "../core/job";
import type { Command } from "../core/keymap";
import type { ObjectClass } from "../core/schema";
import { named, t } from "../i18n";
import type { MediaCache } from "../sync/media_cache";
import { h, render } from "../ui/dom";
import { audioCommands } from "./commands";
import { controls } from "./controls";
import { segmentList } from "./segment_list";
import { addSegment, intervalBetween, reshapeSegment, segmentOf, segmentsOf, transcriptOf } from "./segments";
import type { Waveform } from "./waveform";

const SPEEDS = { least: 0.5, most: 2, step: 0.25 };
const ZOOM = { most: 1000, factor: 1.5 };

export class AudioEditor implements Editor {
  readonly element = document.createElement("div");
  job: Job | null = null;
  wave: Waveform | null = null;
  speed = 1;
  loops = false;
  /** Where a segment that is being marked by keys began. */
  begun: number | null = null;
  /** Pixels a second; 0 shows all. */
  pixels = 0;
  private trouble: string | null = null;
  private readonly stage = document.createElement("div");
  private readonly below = document.createElement("div");
  private stops: (() => void)[] = [];

  constructor(
    readonly host: Host,
    private readonly media: MediaCache,
  ) {
    this.element.className = "audio-editor";
    this.stage.className = "waveform";
    this.below.className = "under-waveform";
    this.element.append(this.stage, this.below);
  }

  open(job: Job): void {
    for (const stop of this.stops) stop();
    this.job = job;
    this.begun = null;
    this.trouble = null;
    const draw = () => this.draw();
    this.stops = [job.store.changed.on(draw), job.selection.changed.on(draw)];
    this.wave?.pause();
    this.draw();
    void this.load(job);
  }

  private async load(job: Job): Promise<void> {
    const { content } = job.lease;
    if (content.kind !== "audio") return;
    try {
      const [{ Waveform }, blob] = await Promise.all([import("./waveform"), this.media.blob(content)]);
      if (this.job !== job) return;
      this.wave ??= new Waveform(this.stage, {
        marked: (start, end) => this.mark(start, end),
        moved: (id, start, end) => this.moved(id, start, end),
        chosen: (id) => this.job?.selection.set([id]),
        ticked: () => this.drawBelow(),
      });
      await this.wave.load(blob);
      if (this.job !== job) return;
      this.wave.speed = this.speed;
      this.wave.zoom(this.pixels);
    } catch (error) {
      if (this.job === job) this.trouble = error instanceof Error ? error.message : String(error);
    }
    this.draw();
  }

  /** Seconds of the recording, as the item says. */
  get seconds(): number {
    const content = this.job?.lease.content;
    return content?.kind === "audio" ? content.seconds : 0;
  }

  mark(from: number, to: number): void {
    const { job } = this;
    const interval = intervalBetween(from, to, this.seconds);
    const cls = this.drawingClass();
    if (job && interval && cls && this.host.editable()) addSegment(job, cls, interval);
    else this.draw();
  }

  private drawingClass(): ObjectClass | undefined {
    const active = this.host.activeClass();
    return active?.shape === "interval" ? active : this.job?.classes.ofShape("interval")[0];
  }

  private moved(id: string, from: number, to: number): void {
    const { job } = this;
    const interval = intervalBetween(from, to, this.seconds);
    if (job && interval && this.host.editable() && job.store.objects.has(id)) {
      reshapeSegment(job, id, interval);
      job.selection.set([id]);
    } else this.draw();
  }

  /** Plays the chosen segment, or on from where it is; a second time it pauses. */
  toggle(): void {
    const { wave, job } = this;
    if (!wave || !job) return;
    if (wave.playing) wave.pause();
    else wave.play(segmentOf(job, job.selection.single)?.shape ?? null, this.loops);
  }

  setLoop(on: boolean): void {
    this.loops = on;
    if (this.wave?.playing) {
      this.wave.pause();
      this.toggle();
    }
    this.drawBelow();
  }

  setSpeed(by: number): void {
    this.speed = Math.max(SPEEDS.least, Math.min(SPEEDS.most, this.speed + by * SPEEDS.step));
    if (this.wave) this.wave.speed = this.speed;
    this.drawBelow();
  }

  zoom(by: 1 | -1): void {
    const whole = this.stage.clientWidth / Math.max(1, this.seconds);
    const next = Math.max(this.pixels, whole) * ZOOM.factor ** by;
    this.pixels = next <= whole ? 0 : Math.min(ZOOM.most, Math.max(next, whole));
    this.wave?.zoom(this.pixels);
    this.drawBelow();
  }

  draw(): void {
    const { job, wave } = this;
    if (job && wave)
      wave.show(
        segmentsOf(job)
          .filter((one) => !job.selection.isHidden(one.id))
          .map((segment) => {
            const cls = job.classes.get(segment.class);
            return {
              id: segment.id,
              ...segment.shape,
              color: this.host.special(segment)?.color ?? job.classes.color(segment.class),
              title: cls ? named(cls) : segment.class,
              chosen: job.selection.has(segment.id),
              fixed: !this.host.editable() || job.selection.isLocked(segment.id),
            };
          }),
      );
    this.drawBelow();
  }

  private drawBelow(): void {
    const { job } = this;
    render(
      this.below,
      this.trouble && h("p", { class: "wrong", role: "alert" }, t("audio.failed", { why: this.trouble })),
      !this.wave && !this.trouble && h("p", { role: "status" }, t("audio.loading")),
      controls(this),
      job && segmentList(this, job),
    );
  }

  classChosen(): boolean {
    return false;
  }

  startPin(): void {}

  commands(): Command[] {
    return audioCommands(this);
  }

  /** Takes the keys to the words of the chosen segment; false where there are none to write. */
  write(): boolean {
    const { job } = this;
    const segment = job && segmentOf(job, job.selection.single);
    if (!segment || !transcriptOf(job.classes.get(segment.class))) return false;
    const field = this.below.querySelector<HTMLElement>(`[data-segment="${segment.id}"]`);
    field?.focus();
    return field !== null;
  }

  reveal(id: string): void {
    const segment = this.job && segmentOf(this.job, id);
    if (segment && this.wave && !this.wave.playing) this.wave.seek(segment.shape.start);
    this.below.querySelector(`[data-row="${id}"]`)?.scrollIntoView({ block: "nearest" });
  }

  placeOf(): null {
    return null;
  }

  refresh(): void {
    this.draw();
  }

  destroy(): void {
    for (const stop of this.stops) stop();
    this.wave?.destroy();
    this.element.remove();
  }
}
