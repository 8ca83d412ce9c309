/** Hundreds of crops at once: the wrong ones are marked, the rest pass. */

import { takesText } from "../core/keymap";
import { Classes } from "../core/schema";
import type { Workplace } from "../core/wire";
import { named, t } from "../i18n";
import type { WorkLoop } from "../sync/loop";
import type { MediaCache } from "../sync/media_cache";
import { h, render, type VNode } from "../ui/dom";
import { sign } from "../ui/icons";
import { type Crop, Cutter } from "./crops";
import { Sorting } from "./sorting";

const SIDE = 128;
/** Items looked at together. */
export const TOGETHER = 50;

export class GridScreen {
  private readonly sorting = new Sorting();
  private readonly classes: Classes;
  private readonly cutter: Cutter;
  /** Whether a pull over the crops marks or unmarks. */
  private pulling: boolean | null = null;
  private waiting = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly place: Workplace,
    private readonly loop: WorkLoop,
    media: MediaCache,
  ) {
    this.classes = new Classes(place.schema);
    this.cutter = new Cutter(media, () => this.classes);
    const ask = () => this.ask();
    this.sorting.changed.on(ask);
    loop.changed.on(() => {
      this.sorting.take(loop.held);
      ask();
    });
    window.addEventListener("keydown", (event) => this.press(event));
    window.addEventListener("pointerup", () => {
      this.pulling = null;
    });
  }

  private ask(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  draw(): void {
    const { sorting, loop } = this;
    const crops = sorting.shown();
    render(
      this.root,
      this.head(),
      h(
        "main",
        { key: "grid", class: "grid-screen" },
        crops.length === 0 && h("p", { class: "empty", role: "status" }, this.nothing()),
        h(
          "div",
          {
            key: `${sorting.cls}`,
            class: "crops",
            role: "listbox",
            "aria-multiselectable": "true",
            "aria-label": t("grid.crops"),
            tabindex: 0,
          },
          crops.map((crop, index) => this.crop(crop, index)),
        ),
      ),
      loop.held.length > 0 && h("p", { key: "how", class: "grid-how" }, t("grid.how")),
    );
  }

  private nothing(): string {
    const { loop } = this;
    if (!loop.ready && loop.network === "fine") return t("loading");
    if (loop.network !== "fine") return t(`network.${loop.network}`);
    if (loop.held.length > 0) return t("grid.no_objects");
    return loop.nothing?.message ?? t("nothing");
  }

  private head(): VNode {
    const { sorting, place, loop } = this;
    const back = new Set(
      sorting.crops.filter((crop) => sorting.wrong.has(crop.id)).map((crop) => crop.lease.id),
    );
    return h(
      "header",
      { key: "topbar", class: "topbar" },
      h("a", { class: "home", href: "/", title: t("home"), "aria-label": t("home") }, sign("back")),
      h(
        "div",
        { class: "where" },
        h("span", { class: "project" }, place.name),
        h("span", { class: "tag" }, t("grid")),
      ),
      h(
        "nav",
        { class: "grid-classes", "aria-label": t("classes") },
        sorting.classes().map(({ name, count }) => {
          const cls = this.classes.get(name);
          return h(
            "button",
            {
              type: "button",
              key: name,
              class: name === sorting.cls ? "bar-button active" : "bar-button",
              "aria-pressed": String(name === sorting.cls),
              onclick: () => sorting.show(name),
            },
            cls ? named(cls) : name,
            h("span", { class: "count" }, count),
            sorting.seen.has(name) && "✓",
          );
        }),
      ),
      h("div", { class: "space" }),
      loop.unsent > 0 &&
        h("span", { class: "small", role: "status" }, t("saved.unsent", { count: loop.unsent })),
      h("a", { class: "button", href: location.pathname }, t("grid.single")),
      h(
        "button",
        {
          type: "button",
          class: "primary",
          disabled: sorting.judged.length === 0,
          onclick: () => this.finish(),
        },
        sorting.unseen === null
          ? t("grid.finish", { pass: sorting.judged.length - back.size, back: back.size })
          : t("grid.next_class"),
        h("kbd", null, "Enter"),
      ),
    );
  }

  private crop(crop: Crop, index: number): VNode {
    const { sorting } = this;
    const wrong = sorting.wrong.has(crop.id);
    const here = index === sorting.at;
    return h(
      "div",
      {
        key: crop.id,
        role: "option",
        "aria-selected": String(wrong),
        "aria-label": `${crop.lease.name} ${crop.object.id}`,
        title: `${crop.lease.name} · ${crop.object.id}`,
        class: ["crop", wrong && "wrong", here && "here"].filter(Boolean).join(" "),
        onpointerdown: (event: PointerEvent) => {
          if (event.button !== 0) return;
          event.preventDefault();
          this.pulling = !sorting.wrong.has(crop.id);
          sorting.at = index;
          sorting.mark(crop.id, this.pulling);
        },
        onpointerenter: () => this.pulling !== null && sorting.mark(crop.id, this.pulling),
      },
      h("canvas", {
        width: SIDE,
        height: SIDE,
        foreign: true,
        mounted: (canvas: HTMLElement) =>
          void this.cutter
            .draw(canvas as HTMLCanvasElement, crop)
            .catch(() => canvas.classList.add("missing")),
      }),
      wrong && h("span", { class: "cross", "aria-hidden": "true" }, "✗"),
    );
  }

  private press(event: KeyboardEvent): void {
    if (takesText(event.target) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const { sorting } = this;
    const row = this.perRow();
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -row, ArrowDown: row };
    const crop = sorting.shown()[sorting.at];
    const inButton = event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement;
    if (event.key in steps) sorting.move(steps[event.key] as number);
    else if (event.key === " " && crop && !inButton) sorting.mark(crop.id, !sorting.wrong.has(crop.id));
    else if (event.key === "Enter" && !inButton) this.finish();
    else return;
    event.preventDefault();
    requestAnimationFrame(() => this.root.querySelector(".crop.here")?.scrollIntoView({ block: "nearest" }));
  }

  private perRow(): number {
    const crops = [...this.root.querySelectorAll<HTMLElement>(".crop")];
    const top = crops[0]?.offsetTop;
    return Math.max(
      1,
      crops.findIndex((one) => one.offsetTop !== top),
    );
  }

  /** Goes to the class that nobody has seen yet; after the last one the verdicts are handed in. */
  private finish(): void {
    const { sorting, loop } = this;
    if (sorting.unseen !== null) {
      sorting.show(sorting.unseen);
      return;
    }
    for (const { lease, body } of sorting.verdicts()) loop.finish(lease, { kind: "verdict", body });
  }
}
