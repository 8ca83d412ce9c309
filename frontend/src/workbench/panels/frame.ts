/** The whole screen. */

import type { Bench } from "../bench/bench";
import { pointTo } from "../bench/handing_in";
import { comparePanel } from "../compare/answers_table";
import { t } from "../i18n";
import { h, render, type VNode } from "../ui/dom";
import { attributesPanel } from "./attributes";
import { classesPanel } from "./classes";
import { Drawers } from "./drawers";
import { emptyState } from "./empty";
import { keptOffer } from "./kept";
import { keySign } from "./keys";
import { numbersPanel } from "./numbers";
import { ObjectList, relationsPanel } from "./objects";
import { faultText, questionList } from "./questions";
import { returnedPanel, reviewPanel } from "./review";
import { topbar } from "./topbar";
import { watermark } from "./watermark";

export class Frame {
  private readonly objects: ObjectList;
  private readonly drawers: Drawers;
  private waiting = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly bench: Bench,
    /** Tools and signs of the editor of this kind of data, beside its stage. */
    private readonly rail: () => VNode | null,
    /** Whether the attributes may stand beside the object: not while the next one is drawn there. */
    private readonly floats: () => boolean,
  ) {
    this.objects = new ObjectList(bench);
    this.drawers = new Drawers(bench);
    bench.changed.on(() => this.ask());
  }

  /** Many changes in one moment are drawn once. */
  private ask(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  draw(): void {
    const { bench } = this;
    const { media } = bench.parts.place;
    const floats = this.floats();
    render(
      this.root,
      topbar(bench),
      h(
        "main",
        { key: "main", class: `main ${media}${bench.job ? "" : " without-item"}` },
        bench.job && this.rail(),
        bench.job && classesPanel(bench),
        h(
          "div",
          { key: "stage", class: "editor", hidden: bench.job === null || bench.panel === "compare" },
          h("div", {
            key: "host",
            class: "editor-host",
            foreign: true,
            mounted: (element: HTMLElement) => element.append(bench.editor.element),
          }),
          watermark(bench),
          floats && attributesPanel(bench, true),
        ),
        bench.job && bench.panel === "compare" && comparePanel(bench),
        !bench.job && emptyState(bench),
        bench.job && this.side(!floats),
        this.drawers.node(),
      ),
      bench.notice &&
        h(
          "div",
          { key: "notice", class: `notice ${bench.notice.kind === "fault" ? "wrong" : ""}`, role: "alert" },
          bench.notice.text,
        ),
    );
  }

  private side(withAttributes: boolean): VNode {
    const { bench } = this;
    const job = bench.job as NonNullable<Bench["job"]>;
    return h(
      "aside",
      { key: "side", class: "side", "aria-label": t("side") },
      keptOffer(bench),
      returnedPanel(bench),
      reviewPanel(bench),
      this.faults(),
      withAttributes && attributesPanel(bench, false),
      numbersPanel(bench),
      this.itemQuestions(job),
      suggestionsBar(bench),
      this.objects.node(),
      relationsPanel(bench),
    );
  }

  private itemQuestions(job: NonNullable<Bench["job"]>): VNode | null {
    const list = questionList(job, (ask) => ask.field.of === "item", this.bench.editable);
    return (
      list && h("section", { key: "item", class: "item-questions" }, h("h2", null, t("item.questions")), list)
    );
  }

  private faults(): VNode | null {
    const { job } = this.bench;
    if (!job || (!job.checked && job.refusal.length === 0)) return null;
    const faults = job.faults();
    if (faults.length === 0) return null;
    return h(
      "section",
      { key: "faults", class: "faults", role: "alert" },
      h("h2", null, t("faults", { count: faults.length })),
      h(
        "ul",
        null,
        faults
          .slice(0, 50)
          .map((fault, index) =>
            h(
              "li",
              { key: index },
              h(
                "button",
                { type: "button", class: "link", onclick: () => pointTo(this.bench, fault) },
                this.place(fault),
                faultText(fault),
              ),
            ),
          ),
      ),
    );
  }

  private place(fault: Parameters<typeof pointTo>[1]): string {
    const named = this.bench.nameOf(fault);
    return named ? `${named}: ` : "";
  }
}

function suggestionsBar(bench: Bench): VNode | null {
  const open = bench.job?.store.openSuggestions().length ?? 0;
  if (open === 0) return null;
  return h(
    "section",
    { key: "suggestions", class: "suggestions" },
    h("p", null, t("suggestions.open", { count: open })),
    h(
      "button",
      { type: "button", onclick: () => bench.keymap.find("accept.all")?.run() },
      t("command.accept_all"),
      keySign(bench, "accept.all"),
    ),
  );
}
