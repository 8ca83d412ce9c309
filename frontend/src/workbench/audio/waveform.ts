/** The waveform with its regions, by wavesurfer.js: loaded when the first recording is opened. */

import WaveSurfer from "wavesurfer.js";
import Regions, { type Region } from "wavesurfer.js/dist/plugins/regions.esm.js";
import Timeline from "wavesurfer.js/dist/plugins/timeline.esm.js";

export interface Drawn {
  id: string;
  start: number;
  end: number;
  color: string;
  title: string;
  chosen: boolean;
  fixed: boolean;
}

export interface Heard {
  /** A stretch was marked by dragging. */
  marked(start: number, end: number): void;
  /** A region was moved, or one of its ends. */
  moved(id: string, start: number, end: number): void;
  chosen(id: string): void;
  /** Playing began or ended, or the place moved. */
  ticked(): void;
}

export class Waveform {
  private readonly surfer: WaveSurfer;
  private readonly regions: ReturnType<typeof Regions.create>;
  private readonly shown = new Map<string, { region: Region; drawn: Drawn }>();
  private own = false;
  private turning = false;
  /** Playing goes back to the start of this stretch at its end. */
  private stretch: { start: number; end: number; again: boolean } | null = null;

  constructor(container: HTMLElement, heard: Heard) {
    this.regions = Regions.create();
    this.surfer = WaveSurfer.create({
      container,
      height: 160,
      waveColor: "#7c8aa0",
      progressColor: "#4a5568",
      cursorColor: "#d4380d",
      cursorWidth: 2,
      autoScroll: true,
      sampleRate: 8000,
      plugins: [this.regions, Timeline.create({ height: 18 })],
    });
    this.regions.on("region-created", (region) => {
      if (this.own) return;
      region.remove();
      heard.marked(region.start, region.end);
    });
    this.regions.on("region-updated", (region) => heard.moved(region.id, region.start, region.end));
    this.regions.on("region-clicked", (region) => heard.chosen(region.id));
    for (const event of ["play", "pause", "seeking"] as const) this.surfer.on(event, () => heard.ticked());
    this.surfer.on("timeupdate", (now) => {
      this.hold(now);
      heard.ticked();
    });
    this.surfer.on("ready", () => this.regions.enableDragSelection({ color: "rgba(46, 125, 80, 0.25)" }));
  }

  async load(blob: Blob): Promise<void> {
    this.clear();
    await this.surfer.loadBlob(blob);
  }

  /** Keeps the regions in step with what is to be shown. */
  show(all: readonly Drawn[]): void {
    const wanted = new Set(all.map((one) => one.id));
    for (const [id, { region }] of this.shown) {
      if (wanted.has(id)) continue;
      region.remove();
      this.shown.delete(id);
    }
    if (this.surfer.getDuration() === 0) return;
    this.own = true;
    for (const drawn of all) this.draw(drawn);
    this.own = false;
  }

  private draw(drawn: Drawn): void {
    const { id, start, end, color, title, chosen, fixed } = drawn;
    const known = this.shown.get(id);
    const look = { start, end, color: `${color}${chosen ? "80" : "40"}`, drag: !fixed, resize: !fixed };
    if (!known) {
      this.shown.set(id, { region: this.regions.addRegion({ id, content: title, ...look }), drawn });
      return;
    }
    if (known.drawn.title !== title) known.region.setContent(title);
    known.region.setOptions(look);
    known.drawn = drawn;
  }

  private clear(): void {
    this.own = true;
    this.regions.clearRegions();
    this.shown.clear();
    this.own = false;
    this.stretch = null;
  }

  get seconds(): number {
    return this.surfer.getDuration();
  }

  get place(): number {
    return this.surfer.getCurrentTime();
  }

  get playing(): boolean {
    return this.surfer.isPlaying();
  }

  seek(seconds: number): void {
    this.surfer.setTime(Math.max(0, Math.min(this.seconds, seconds)));
  }

  /** Plays on from where it is, or the stretch from its start; `again` plays it over and over. */
  play(stretch: { start: number; end: number } | null, again: boolean): void {
    this.stretch = stretch ? { ...stretch, again } : again ? { start: 0, end: this.seconds, again } : null;
    if (stretch) this.seek(stretch.start);
    // A browser that may not play yet says so itself.
    void this.surfer.play().catch(() => {});
  }

  pause(): void {
    this.surfer.pause();
  }

  private hold(now: number): void {
    const { stretch } = this;
    // Going back tells the place at once, which must not go back again.
    if (!stretch || this.turning || !this.playing || now < stretch.end - 0.01) return;
    this.turning = true;
    if (stretch.again) this.seek(stretch.start);
    else {
      this.pause();
      this.seek(stretch.end);
      this.stretch = null;
    }
    this.turning = false;
  }

  set speed(rate: number) {
    this.surfer.setPlaybackRate(rate, true);
  }

  /** Pixels a second; 0 shows the whole recording. */
  zoom(pixels: number): void {
    if (this.seconds > 0) this.surfer.zoom(pixels);
  }

  destroy(): void {
    this.surfer.destroy();
  }
}
