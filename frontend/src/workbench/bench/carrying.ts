/** Objects that come along to the next item: the next picture often shows the same things. */

import type { AnnotatedObject } from "../core/model";
import { t } from "../i18n";
import type { Bench } from "./bench";
import { pasted } from "./editing";

export class Carrying {
  private objects: AnnotatedObject[] = [];

  constructor(private readonly bench: Bench) {
    bench.opened.on(() => this.arrive());
  }

  /** Takes what is chosen along; asked again, or with nothing chosen, nothing. */
  toggle(): void {
    const { job } = this.bench;
    const chosen = job?.selection.ids.flatMap((id) => job.store.objects.get(id) ?? []) ?? [];
    this.objects = this.objects.length ? [] : structuredClone(chosen);
    const count = this.objects.length;
    this.bench.say(count ? t("carry.will", { count }) : t("carry.not"));
  }

  private arrive(): void {
    const { job } = this.bench;
    const { objects } = this;
    this.objects = [];
    if (!job || objects.length === 0 || !this.bench.editable) return;
    const count = pasted(job, objects, 0);
    this.bench.say(t("carry.done", { count }));
  }
}
