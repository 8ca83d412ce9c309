/** The editor of texts. */

import type { Editor, Host } from "../core/editor";
import type { Job } from "../core/job";
import type { Command } from "../core/keymap";
import type { ObjectClass } from "../core/schema";
import { spanCommands } from "./commands";
import { Marking } from "./marking";
import { RelationArcs } from "./relations";
import { SearchBar } from "./search_bar";
import { TextView } from "./text_view";

export class TextEditor implements Editor {
  readonly element = document.createElement("div");
  private readonly page = document.createElement("div");
  private view: TextView | null = null;
  private job: Job | null = null;
  private readonly marking: Marking;
  private readonly search: SearchBar;
  private arcs: RelationArcs | null = null;
  private stops: (() => void)[] = [];

  constructor(private readonly host: Host) {
    this.element.className = "text-editor";
    this.page.className = "page";
    this.search = new SearchBar(
      host,
      () => this.job,
      () => this.view,
    );
    this.element.append(this.search.element, this.page);
    this.marking = new Marking(host, () => (this.view ? [this.view] : []));
  }

  open(job: Job): void {
    this.close();
    this.job = job;
    const view = new TextView(
      {
        job,
        part: null,
        editable: () => this.host.editable(),
        marked: (part, start, end) => this.marking.marked(job, { part, start, end }),
        special: (object) => this.host.special(object),
      },
      job.facts.texts.get("") ?? "",
    );
    this.view = view;
    this.page.append(view.element);
    this.arcs = new RelationArcs(job, view);
    const draw = () => {
      view.draw();
      this.arcs?.draw();
    };
    this.stops = [job.store.changed.on(draw), job.selection.changed.on(draw)];
    this.element.scrollTop = 0;
    this.arcs.draw();
  }

  private close(): void {
    for (const stop of this.stops) stop();
    this.stops = [];
    this.arcs?.destroy();
    this.view?.destroy();
    this.view = this.arcs = null;
  }

  classChosen(cls: ObjectClass): boolean {
    return this.job !== null && this.marking.classChosen(this.job, cls);
  }

  startPin(): void {
    this.marking.startPin();
  }

  commands(): Command[] {
    const place = { job: () => this.job, editable: () => this.host.editable(), view: () => this.view };
    return [
      ...spanCommands(place, "text"),
      {
        id: "text.search",
        keys: ["mod+f", "/"],
        title: "command.search",
        scope: "text",
        inText: true,
        run: () => this.search.toggle(),
      },
    ];
  }

  reveal(id: string): void {
    this.view?.reveal(id);
  }

  placeOf(): null {
    return null;
  }

  refresh(): void {
    this.view?.draw();
  }

  destroy(): void {
    this.close();
    this.element.remove();
  }
}
