/** Relations between spans as arcs over the text. */

import type { Job } from "../core/job";
import type { Relation } from "../core/model";
import { named } from "../i18n";
import { h, render, type VNode } from "../ui/dom";
import { rectsOf } from "./offsets";
import type { TextView } from "./text_view";

/** More than this many arcs are a tangle; the list beside the text has them all. */
const MOST_ARCS = 200;

export class RelationArcs {
  private readonly layer = document.createElement("div");
  private readonly sizes: ResizeObserver;

  constructor(
    private readonly job: Job,
    private readonly view: TextView,
  ) {
    this.layer.className = "arcs";
    view.element.append(this.layer);
    this.sizes = new ResizeObserver(() => this.draw());
    this.sizes.observe(view.element);
  }

  draw(): void {
    const relations = this.job.store.relations.list().slice(0, MOST_ARCS);
    if (relations.length === 0) {
      render(this.layer);
      return;
    }
    const marker = h(
      "marker",
      {
        id: "arc-tip",
        viewBox: "0 0 8 8",
        refX: 7,
        refY: 4,
        markerWidth: 7,
        markerHeight: 7,
        orient: "auto",
      },
      h("path", { d: "M0 0L8 4L0 8Z" }),
    );
    render(
      this.layer,
      h(
        "svg",
        null,
        h("defs", null, marker),
        relations.map((relation) => this.arc(relation)),
      ),
    );
  }

  private arc(relation: Relation): VNode | null {
    const from = this.anchor(relation.from);
    const to = this.anchor(relation.to);
    if (!from || !to) return null;
    const { selection } = this.job;
    const chosen = selection.has(relation.from) || selection.has(relation.to);
    const cls = this.job.schema.relations?.find((one) => one.name === relation.class);
    const lift = Math.min(40, 14 + Math.abs(from.x - to.x) / 12);
    const top = Math.min(from.y, to.y) - lift;
    const d = `M${from.x} ${from.y}C${from.x} ${top} ${to.x} ${top} ${to.x} ${to.y}`;
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 8 + top * 0.75 };
    return h(
      "g",
      { class: chosen ? "arc chosen" : "arc" },
      h("path", { d, "marker-end": cls?.directed === false ? null : "url(#arc-tip)" }),
      h(
        "text",
        { x: middle.x, y: middle.y + 3, "text-anchor": "middle" },
        named(cls ?? { name: relation.class }),
      ),
    );
  }

  /** The middle of the upper edge of the span's first line. */
  private anchor(id: string): { x: number; y: number } | null {
    const shape = this.job.store.objects.get(id)?.shape;
    if (shape?.type !== "span" || this.job.selection.isHidden(id)) return null;
    const { points, root, element } = this.view;
    const rect = rectsOf(root, points.toUnits(shape.start), points.toUnits(shape.end))[0];
    if (!rect) return null;
    const base = element.getBoundingClientRect();
    return { x: rect.left + rect.width / 2 - base.left, y: rect.top - base.top };
  }

  destroy(): void {
    this.sizes.disconnect();
    this.layer.remove();
  }
}
