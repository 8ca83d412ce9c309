/** The bar over a text in which terms are looked for, and all of them marked with the active class. */

import type { Host } from "../core/editor";
import type { Job } from "../core/job";
import type { AnnotatedObject, Span } from "../core/model";
import { named, t } from "../i18n";
import { h, render } from "../ui/dom";
import { type Found, findAll } from "./searching";
import type { TextView } from "./text_view";

export class SearchBar {
  readonly element = document.createElement("div");
  private terms = "";
  private open = false;

  constructor(
    private readonly host: Host,
    private readonly job: () => Job | null,
    private readonly view: () => TextView | null,
  ) {
    this.element.className = "search-bar";
    this.draw();
  }

  toggle(): void {
    this.open = !this.open;
    this.draw();
    if (this.open) this.element.querySelector("textarea")?.select();
  }

  private found(): Found[] | null {
    try {
      return findAll(this.view()?.points.text ?? "", this.terms);
    } catch {
      return null;
    }
  }

  /** The class that all are marked with. */
  private drawingClass() {
    const active = this.host.activeClass();
    return active?.shape === "span" ? active : this.job()?.classes.ofShape("span")[0];
  }

  private draw(): void {
    this.element.hidden = !this.open;
    const found = this.open ? this.found() : [];
    const cls = this.drawingClass();
    render(
      this.element,
      h("textarea", {
        rows: Math.min(6, 1 + this.terms.split("\n").length),
        value: this.terms,
        "aria-label": t("search.terms"),
        placeholder: t("search.terms"),
        oninput: ({ target }: { target: HTMLTextAreaElement }) => {
          this.terms = target.value;
          this.draw();
        },
        onkeydown: (event: KeyboardEvent) => this.press(event),
      }),
      h(
        "div",
        { class: "buttons" },
        h(
          "span",
          { class: found ? "small" : "small wrong", role: "status" },
          found ? t("search.found", { count: found.length }) : t("search.no_pattern"),
        ),
        h(
          "button",
          {
            type: "button",
            class: "primary",
            disabled: !found?.length || !cls || !this.host.editable(),
            onclick: () => this.markAll(),
          },
          t("search.mark", { name: cls ? named(cls) : "" }),
          h("kbd", null, "Ctrl+Enter"),
        ),
        h("button", { type: "button", onclick: () => this.toggle() }, t("close")),
      ),
    );
  }

  private press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Escape") this.toggle();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.markAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** What bears the class at that very place already is not marked again; all of it is one step of undo. */
  private markAll(): void {
    const [job, view, cls, found] = [this.job(), this.view(), this.drawingClass(), this.found()];
    if (!job || !view || !cls || !found || !this.host.editable()) return;
    const known = new Set(
      job.store.objects
        .list()
        .filter((object) => object.class === cls.name && object.shape.type === "span")
        .map(({ shape }) => `${(shape as Span).start} ${(shape as Span).end}`),
    );
    const fresh = found.flatMap(({ start, end }): AnnotatedObject[] => {
      const span = { start: view.points.fromUnits(start), end: view.points.fromUnits(end) };
      if (known.has(`${span.start} ${span.end}`)) return [];
      return [job.fresh(cls, { type: "span", ...span })];
    });
    const size = job.store.objects.size;
    job.apply(
      "mark_all",
      fresh.map((value, index) => ({
        op: "object",
        id: value.id,
        before: null,
        after: { at: size + index, value },
      })),
    );
    this.host.say(t("search.marked", { count: fresh.length }));
    this.toggle();
  }
}
