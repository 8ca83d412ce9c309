/**
 * One window works on one place: the one that was opened last.
 *
 * Others of the same browser write down what they have, stand back, and say so. Two computers are kept
 * apart by the revisions of drafts instead.
 */

import { Emitter } from "../core/emitter";
import { uuid } from "../core/ids";

type Word = { kind: "here"; by: string } | { kind: "gone"; by: string };

/** Time for another window to write down what it has. */
const PATIENCE_MS = 400;

export class Tabs {
  /** Another window took over. */
  readonly yielded = new Emitter();
  away = false;
  private readonly id = uuid();
  private readonly channel: BroadcastChannel | null;

  constructor(
    place: string,
    /** Writes down what is on the screen; nothing is done here afterwards. */
    private readonly standBack: () => Promise<void>,
  ) {
    this.channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(`beanfield-${place}`) : null;
    this.channel?.addEventListener("message", ({ data }: MessageEvent<Word>) => void this.hear(data));
  }

  /** Takes the place; returns when others have had time to let go of it. */
  claim(): Promise<void> {
    const { channel } = this;
    if (!channel) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE_MS);
      channel.addEventListener("message", ({ data }: MessageEvent<Word>) => {
        if (data.kind !== "gone") return;
        clearTimeout(timer);
        resolve();
      });
      channel.postMessage({ kind: "here", by: this.id } satisfies Word);
    });
  }

  private async hear(word: Word): Promise<void> {
    if (word.kind !== "here" || word.by === this.id) return;
    const first = !this.away;
    this.away = true;
    if (first) await this.standBack();
    this.channel?.postMessage({ kind: "gone", by: this.id } satisfies Word);
    if (first) this.yielded.emit();
  }

  close(): void {
    this.channel?.close();
  }
}
