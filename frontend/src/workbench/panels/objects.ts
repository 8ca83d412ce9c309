/** All objects and relations of the item in a list that stays quick with thousands. */

import type { Bench } from "../bench/bench";
import { linksBetween } from "../bench/editing";
import { linked, unlinked } from "../core/commands";
import type { AnnotatedObject, Relation } from "../core/model";
import { named, t } from "../i18n";
import { h, type VNode } from "../ui/dom";
import { shapeIcon, sign } from "../ui/icons";

const ROW = 30;
const SPARE = 6;

export class ObjectList {
  private scrolled = 0;
  private height = 300;
  private revealed: string | null = null;
  private element: HTMLElement | null = null;

  constructor(private readonly bench: Bench) {}

  node(): VNode | null {
    const { job } = this.bench;
    if (!job || this.bench.classes.all.length === 0) return null;
    const objects = [...job.store.objects.list(), ...job.store.openSuggestions()];
    this.follow(objects);
    const first = Math.max(0, Math.floor(this.scrolled / ROW) - SPARE);
    const count = Math.ceil(this.height / ROW) + 2 * SPARE;
    const faulty = new Set(job.checked ? job.faults().map((fault) => fault.object) : []);
    return h(
      "section",
      { key: "objects", class: "objects", "aria-label": t("objects") },
      h(
        "h2",
        null,
        t("objects"),
        h("span", { class: "count" }, objects.length),
        job.selection.anyHidden &&
          h(
            "button",
            { type: "button", class: "link", onclick: () => job.selection.showAll() },
            t("command.show_all"),
          ),
      ),
      objects.length === 0
        ? h("p", { class: "hint" }, t("objects.none"))
        : h(
            "div",
            {
              class: "rows",
              mounted: (element: HTMLElement) => {
                this.element = element;
              },
              onscroll: ({ target }: { target: HTMLElement }) => this.scroll(target),
            },
            h(
              "ul",
              { style: `height:${objects.length * ROW}px;padding-top:${first * ROW}px` },
              objects.slice(first, first + count).map((object) => this.row(object, faulty.has(object.id))),
            ),
          ),
    );
  }

  private scroll(target: HTMLElement): void {
    this.scrolled = target.scrollTop;
    this.height = target.clientHeight;
    this.bench.changed.emit();
  }

  /** Brings what was just chosen into sight. */
  private follow(objects: readonly AnnotatedObject[]): void {
    const single = this.bench.job?.selection.single ?? null;
    if (single === this.revealed) return;
    this.revealed = single;
    const at = objects.findIndex((object) => object.id === single);
    if (at < 0 || !this.element) return;
    this.height = this.element.clientHeight;
    const top = at * ROW;
    if (top < this.element.scrollTop || top + ROW > this.element.scrollTop + this.height) {
      this.scrolled = Math.max(0, top - this.height / 2);
      const { element, scrolled } = this;
      requestAnimationFrame(() => {
        element.scrollTop = scrolled;
      });
    }
  }

  private row(object: AnnotatedObject, faulty: boolean): VNode {
    const { bench } = this;
    const { selection, store } = bench.job as NonNullable<Bench["job"]>;
    const suggested = store.suggestion(object.id) !== undefined;
    const hidden = selection.isHidden(object.id);
    const words = [
      selection.has(object.id) && "chosen",
      suggested && "suggested",
      faulty && "faulty",
      hidden && "hidden",
    ];
    return h(
      "li",
      {
        key: object.id,
        class: ["object", ...words].filter(Boolean).join(" "),
        style: `--class:${bench.classes.color(object.class)}`,
        onpointerenter: () => selection.hover(object.id),
        onpointerleave: () => selection.hover(null),
      },
      h(
        "button",
        { type: "button", class: "pick", onclick: (event: MouseEvent) => this.pick(event, object.id) },
        shapeIcon(object.shape.type),
        h("span", { class: "name" }, this.title(object)),
        object.shape.type !== "span" && h("span", { class: "count" }, object.id),
        object.group && h("span", { class: "tag", title: t("grouped") }, object.group),
        selection.isLocked(object.id) && h("span", { class: "locked", title: t("locked") }, sign("locked")),
        suggested &&
          h("span", { class: "tag" }, object.score ? `${Math.round(object.score * 100)}%` : t("suggestion")),
      ),
      h(
        "button",
        {
          type: "button",
          class: "eye",
          title: t(hidden ? "object.show" : "object.hide"),
          "aria-label": t(hidden ? "object.show" : "object.hide"),
          onclick: () => selection.hide([object.id], !hidden),
        },
        sign(hidden ? "hidden" : "seen"),
      ),
    );
  }

  /** A span is known by its words, everything else by its class. */
  private title(object: AnnotatedObject): string {
    const name = named(this.bench.classOf(object));
    const { shape } = object;
    if (shape.type !== "span") return name;
    const text = this.bench.job?.facts.texts.get(shape.part ?? "") ?? "";
    const words = [...text].slice(shape.start, Math.min(shape.end, shape.start + 40)).join("");
    return `${words} · ${name}`;
  }

  private pick(event: MouseEvent, id: string): void {
    const { job, editor } = this.bench;
    if (event.shiftKey || event.ctrlKey) job?.selection.toggle(id);
    else job?.selection.set([id]);
    editor.reveal(id);
  }
}

export function relationsPanel(bench: Bench): VNode | null {
  const { job } = bench;
  if (!job || !bench.schema.relations?.length) return null;
  const relations = job.store.relations.list();
  return h(
    "section",
    { key: "relations", class: "relations", "aria-label": t("relations") },
    h("h2", null, t("relations"), h("span", { class: "count" }, relations.length)),
    relations.length === 0 && h("p", { class: "hint" }, t("relations.how")),
    h(
      "ul",
      null,
      relations.map((relation) => relationRow(bench, relation)),
    ),
  );
}

function relationRow(bench: Bench, relation: Relation): VNode {
  const job = bench.job as NonNullable<Bench["job"]>;
  const kinds = linksBetween(bench, relation.from, relation.to).filter((one) => !one.swapped);
  const end = (id: string) => {
    const object = job.store.objects.get(id);
    return h(
      "button",
      { type: "button", class: "link", onclick: () => job.selection.set([id]) },
      object ? shortName(bench, object) : id,
    );
  };
  return h(
    "li",
    { key: `${relation.from} ${relation.class} ${relation.to}`, class: "relation" },
    end(relation.from),
    h(
      "select",
      {
        value: relation.class,
        disabled: !bench.editable,
        "aria-label": t("relations"),
        onchange: ({ target }: { target: HTMLSelectElement }) => {
          const changed = { ...relation, class: target.value };
          job.apply("link", [...unlinked(job.store, [relation]), ...linked(job.store, changed)]);
        },
      },
      kinds.map(({ kind }) => h("option", { key: kind.name, value: kind.name }, named(kind))),
    ),
    end(relation.to),
    h(
      "button",
      {
        type: "button",
        class: "small",
        title: t("command.remove"),
        "aria-label": t("command.remove"),
        disabled: !bench.editable,
        onclick: () => job.apply("unlink", unlinked(job.store, [relation])),
      },
      "×",
    ),
  );
}

function shortName(bench: Bench, object: AnnotatedObject): string {
  const { shape } = object;
  if (shape.type !== "span") return `${named(bench.classOf(object))} ${object.id}`;
  const text = bench.job?.facts.texts.get(shape.part ?? "") ?? "";
  return [...text].slice(shape.start, Math.min(shape.end, shape.start + 16)).join("");
}
