/** The picture once for each answer; all move together. */

import type { Bench } from "../bench/bench";
import { difference } from "../core/difference";
import { completed } from "../core/model";
import { Selection } from "../core/selection";
import { DocumentStore } from "../core/store";
import type { Answer, ImageContent } from "../core/wire";
import { locale } from "../i18n";
import { StagePointer } from "../image/pointing";
import { Stage } from "../image/stage";
import { View } from "../render/view";
import { SelectTool } from "../tools/select";
import { plainSettings } from "../tools/tool";
import { h, type VNode } from "../ui/dom";

const DIFFERENT = "#e08600";

export class AnswerPictures {
  constructor(private readonly bench: Bench) {}

  node(answers: readonly Answer[]): VNode {
    const view = new View();
    return h(
      "div",
      { class: "columns pictures", key: `pictures ${this.bench.job?.lease.id}` },
      answers.map((answer, index) =>
        h("div", {
          key: answer.id,
          class: "picture",
          foreign: true,
          mounted: (element: HTMLElement) =>
            this.mount(element, answer, answers[(index + 1) % answers.length] as Answer, view),
        }),
      ),
    );
  }

  private mount(element: HTMLElement, answer: Answer, other: Answer, view: View): void {
    const { bench } = this;
    const job = bench.job;
    if (!job) return;
    const stage = new Stage(view);
    element.append(stage.element);
    const store = new DocumentStore(completed(answer.document));
    const selection = new Selection();
    const { added, changed } = difference(completed(other.document), completed(answer.document));
    const differs = (id: string) => added.has(id) || changed.has(id);
    const special = (object: { id: string }) =>
      differs(object.id) ? { color: DIFFERENT, manner: "strong" as const } : undefined;
    stage.editable = () => false;
    stage.show({ store, selection, classes: bench.classes, locale: locale(), special, ghosts: [] });
    const content = job.lease.content as ImageContent;
    const size = { width: content.width, height: content.height };
    void bench.parts.pictures
      .bitmap(content)
      .then((source) => stage.setPicture({ source, ...size }, size.width, size.height));
    const looking = new SelectTool({
      view,
      hits: stage.settled?.hits as NonNullable<Stage["settled"]>["hits"],
      store,
      selection,
      classes: bench.classes,
      size,
      settings: plainSettings(),
      drawingClass: () => undefined,
      paint: () => {},
      picture: () => null,
      outline: () => Promise.reject(new Error("nothing is drawn here")),
      say: () => {},
      remove: () => {},
      preview: () => {},
      create: () => {},
      reshape: () => {},
      pin: () => {},
      redraw: () => stage.redraw(),
    });
    const pointer = new StagePointer(stage.element, view, {
      tool: () => looking,
      chooser: () => looking,
      hover: () => {},
      pressed: () => {},
    });
    const gone = new MutationObserver(() => {
      if (element.isConnected) return;
      gone.disconnect();
      pointer.destroy();
      stage.destroy();
    });
    gone.observe(document.body, { childList: true, subtree: true });
  }
}
