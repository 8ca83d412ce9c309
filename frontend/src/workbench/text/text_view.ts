/** One text with its spans: marks, nested and overlapping, whose ends can be dragged. */

import { CodePoints } from "../core/code_points";
import { reshaped } from "../core/commands";
import type { Job } from "../core/job";
import type { AnnotatedObject, Span } from "../core/model";
import { named } from "../i18n";
import { h, render, type VNode } from "../ui/dom";
import { markedUnits, rectsOf, unitFromPoint } from "./offsets";
import * as segments from "./segments";

export interface TextHost {
  job: Job;
  /** Name of the text within a chat; null for a text item. */
  part: string | null;
  editable(): boolean;
  /** The person marked this much of the text, in code points. */
  marked(part: string | null, start: number, end: number): void;
  special(object: AnnotatedObject): { color: string } | undefined;
}

export class TextView {
  readonly element = document.createElement("div");
  readonly points: CodePoints;
  private readonly lines = document.createElement("div");
  private readonly marks = document.createElement("div");
  private readonly caret = document.createElement("div");
  private readonly paragraphs: segments.Paragraph[];
  private drawn = new Map<number, { key: string; node: VNode }>();
  private dragged: { id: string; span: Span } | null = null;
  private readonly sizes: ResizeObserver;

  constructor(
    private readonly host: TextHost,
    text: string,
  ) {
    this.points = new CodePoints(text);
    this.paragraphs = segments.paragraphsOf(text);
    this.element.className = "text-view";
    this.lines.className = "lines";
    this.lines.lang = "und";
    this.marks.className = "marks";
    this.caret.className = "caret";
    this.element.append(this.lines, this.marks);
    this.lines.addEventListener("pointerdown", (event) => this.pressed(event));
    this.lines.addEventListener("pointermove", (event) => this.hovered(event));
    this.lines.addEventListener("pointerleave", () => host.job.selection.hover(null));
    this.sizes = new ResizeObserver(() => this.drawHandles());
    this.sizes.observe(this.element);
    this.draw();
  }

  private ownSpans(): { object: AnnotatedObject; unit: segments.UnitSpan }[] {
    const { store } = this.host.job;
    return [...store.objects.list(), ...store.openSuggestions()].flatMap((object) => {
      const { shape } = object;
      if (shape.type !== "span" || (shape.part ?? null) !== this.host.part) return [];
      const span = this.dragged?.id === object.id ? this.dragged.span : shape;
      const unit = {
        id: object.id,
        start: this.points.toUnits(span.start),
        end: this.points.toUnits(span.end),
      };
      return [{ object, unit }];
    });
  }

  /** Paragraphs whose spans look the same keep their nodes. */
  draw(): void {
    const own = this.ownSpans();
    const objects = new Map(own.map(({ object }) => [object.id, object]));
    const spans = own
      .filter(({ object }) => !this.host.job.selection.isHidden(object.id))
      .map(({ unit }) => unit);
    const lanes = segments.lanesOf(spans);
    const touching = segments.spread(this.paragraphs, spans);
    const drawn = new Map<number, { key: string; node: VNode }>();
    const nodes = this.paragraphs.map((paragraph, index) => {
      const over = touching.get(index) ?? [];
      const key = over
        .map(({ id, start, end }) => `${id} ${start} ${end} ${lanes.get(id)} ${this.look(objects.get(id))}`)
        .join("|");
      const before = this.drawn.get(index);
      const node =
        before?.key === key ? before.node : this.paragraph(index, paragraph, over, { objects, lanes });
      drawn.set(index, { key, node });
      return node;
    });
    this.drawn = drawn;
    render(this.lines, nodes);
    this.drawHandles();
  }

  /** All that the appearance of a span depends on. */
  private look(object: AnnotatedObject | undefined): string {
    if (!object) return "";
    const { selection, store } = this.host.job;
    return [
      object.class,
      this.host.special(object)?.color,
      selection.has(object.id),
      selection.hovered === object.id,
      store.suggestion(object.id) !== undefined,
    ].join(",");
  }

  private paragraph(
    index: number,
    paragraph: segments.Paragraph,
    spans: readonly segments.UnitSpan[],
    known: { objects: ReadonlyMap<string, AnnotatedObject>; lanes: ReadonlyMap<string, number> },
  ): VNode {
    const { text } = this.points;
    const starts = new Map<number, string[]>();
    for (const span of spans) starts.set(span.start, [...(starts.get(span.start) ?? []), span.id]);
    const pieces = segments.piecesOf(paragraph, spans).map((piece) => {
      const words = text.slice(piece.start, piece.end);
      if (piece.over.length === 0) return h("span", { "data-at": piece.start }, words);
      const begins = (starts.get(piece.start) ?? []).flatMap((id) => known.objects.get(id) ?? []);
      return h(
        "span",
        {
          "data-at": piece.start,
          "data-over": piece.over.join(" "),
          "data-label": begins.length ? begins.map((object) => this.name(object)).join(" · ") : null,
          class: this.pieceClass(piece.over),
          style: this.pieceStyle(piece.over, begins, known),
        },
        words,
      );
    });
    return h(
      "p",
      { key: index },
      pieces.length ? pieces : h("span", { "data-at": paragraph.start }, "\u200b"),
    );
  }

  private name({ class: cls }: AnnotatedObject): string {
    return named(this.host.job.classes.get(cls) ?? { name: cls });
  }

  private color(object: AnnotatedObject | undefined): string {
    if (!object) return "#888888";
    return this.host.special(object)?.color ?? this.host.job.classes.color(object.class);
  }

  private pieceClass(over: readonly string[]): string {
    const { selection, store } = this.host.job;
    const words = ["piece"];
    if (over.some((id) => selection.has(id))) words.push("chosen");
    if (over.every((id) => store.suggestion(id))) words.push("suggested");
    return words.join(" ");
  }

  /** A line for each span, and a tint of the innermost one. */
  private pieceStyle(
    over: readonly string[],
    begins: readonly AnnotatedObject[],
    { objects, lanes }: { objects: ReadonlyMap<string, AnnotatedObject>; lanes: ReadonlyMap<string, number> },
  ): string {
    const { selection } = this.host.job;
    const lines = over.map((id) => {
      const color = this.color(objects.get(id));
      const up = 4 * Math.min(3, lanes.get(id) ?? 0);
      const thick = selection.has(id) || selection.hovered === id ? 3 : 2;
      return `linear-gradient(${color},${color}) 0 calc(100% - ${up}px)/100% ${thick}px no-repeat`;
    });
    const inner = objects.get(over.find((id) => selection.has(id)) ?? (over.at(-1) as string));
    const tint = `${this.color(inner)}${over.some((id) => selection.has(id)) ? "55" : "22"}`;
    return `background:${lines.join(",")},linear-gradient(${tint},${tint});--tag:${this.color(begins[0] ?? inner)}`;
  }

  /** What is marked is known only after the browser has dealt with the release, wherever that is. */
  private pressed(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.caret.remove();
    window.addEventListener("pointerup", () => setTimeout(() => this.released(event)), { once: true });
  }

  private released(event: PointerEvent): void {
    const marked = markedUnits(this.lines);
    if (marked && this.host.editable()) {
      const { text } = this.points;
      const within = segments.trimmed(text, marked.start, marked.end);
      if (within)
        this.host.marked(
          this.host.part,
          this.points.fromUnits(within.start),
          this.points.fromUnits(within.end),
        );
      return;
    }
    const over = this.overAt(event.target);
    const { selection } = this.host.job;
    const single = selection.single;
    const at = single ? over.indexOf(single) : -1;
    // The innermost first; clicks at the same place go outwards.
    const hit = at >= 0 ? over[(at - 1 + over.length) % over.length] : over.at(-1);
    if (event.shiftKey && hit) selection.toggle(hit);
    else selection.set(hit ? [hit] : []);
  }

  private hovered(event: PointerEvent): void {
    if (event.buttons === 0) this.host.job.selection.hover(this.overAt(event.target).at(-1) ?? null);
  }

  private overAt(target: EventTarget | null): string[] {
    const piece = target instanceof Element ? target.closest<HTMLElement>("[data-over]") : null;
    return piece?.dataset.over?.split(" ") ?? [];
  }

  private drawHandles(): void {
    const { single } = this.host.job.selection;
    const own = single ? this.ownSpans().find(({ unit }) => unit.id === single) : undefined;
    if (!own || !this.host.editable()) {
      render(this.marks);
      return;
    }
    const rects = rectsOf(this.lines, own.unit.start, own.unit.end);
    const base = this.element.getBoundingClientRect();
    const first = rects[0];
    const last = rects.at(-1);
    const color = this.color(own.object);
    const handle = (end: "start" | "end", x: number, rect: DOMRect) =>
      h("div", {
        key: end,
        class: `span-end ${end}`,
        style: `left:${x - base.left}px;top:${rect.top - base.top}px;height:${rect.height}px;--tag:${color}`,
        onpointerdown: (event: PointerEvent) => this.dragEnd(event, own.object, end),
      });
    render(this.marks, first && handle("start", first.left, first), last && handle("end", last.right, last));
  }

  private dragEnd(event: PointerEvent, object: AnnotatedObject, end: "start" | "end"): void {
    event.preventDefault();
    const span = object.shape as Span;
    const handle = event.currentTarget as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (moved) => {
      const unit = unitFromPoint(this.lines, moved.clientX, moved.clientY);
      if (unit === null) return;
      this.dragged = { id: object.id, span: withEnd(span, end, this.points.fromUnits(unit)) };
      this.draw();
    };
    handle.onpointerup = () => {
      handle.onpointermove = handle.onpointerup = null;
      const { dragged } = this;
      this.dragged = null;
      if (dragged)
        this.host.job.apply("edit", reshaped(this.host.job.store, new Map([[dragged.id, dragged.span]])));
      this.draw();
    };
  }

  /** Draws the place where marking by keyboard goes on: browsers show a caret only where text is typed. */
  showCaret(): void {
    const selection = window.getSelection();
    const node = selection?.focusNode;
    if (!node || !this.lines.contains(node)) return;
    const range = document.createRange();
    range.setStart(node, selection.focusOffset);
    const rect = range.getClientRects()[0];
    if (!rect) return;
    const base = this.element.getBoundingClientRect();
    this.caret.style.cssText = `left:${rect.left - base.left}px;top:${rect.top - base.top}px;height:${rect.height}px`;
    this.caret.scrollIntoView({ block: "nearest" });
    if (!this.caret.isConnected) this.element.append(this.caret);
  }

  marked(): { start: number; end: number } | null {
    const units = markedUnits(this.lines);
    const within = units && segments.trimmed(this.points.text, units.start, units.end);
    return within && { start: this.points.fromUnits(within.start), end: this.points.fromUnits(within.end) };
  }

  reveal(id: string): void {
    this.lines.querySelector(`[data-over~="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
  }

  get part(): string | null {
    return this.host.part;
  }

  get root(): HTMLElement {
    return this.lines;
  }

  destroy(): void {
    this.sizes.disconnect();
    this.element.remove();
  }
}

/** The span with one end elsewhere; an end never passes the other. */
export function withEnd(span: Span, end: "start" | "end", to: number): Span {
  return end === "start"
    ? { ...span, start: Math.min(to, span.end - 1) }
    : { ...span, end: Math.max(to, span.start + 1) };
}
