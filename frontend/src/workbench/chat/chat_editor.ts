/** The editor of conversations: turns, responses side by side, questions where they belong. */

import type { Editor, Host } from "../core/editor";
import { textOfMessages } from "../core/facts";
import type { Job } from "../core/job";
import type { Command } from "../core/keymap";
import type { ObjectClass } from "../core/schema";
import type { ChatContent, Message, Response } from "../core/wire";
import { t } from "../i18n";
import { questionList } from "../panels/questions";
import { spanCommands } from "../text/commands";
import { Marking } from "../text/marking";
import { TextView } from "../text/text_view";
import { differences } from "../ui/differences";
import { h, render, type VNode } from "../ui/dom";
import { markdown } from "./markdown";
import { messageBody } from "./message";

export class ChatEditor implements Editor {
  readonly element = document.createElement("div");
  private job: Job | null = null;
  private readonly views = new Map<string, TextView>();
  private readonly marking: Marking;
  private stops: (() => void)[] = [];
  /** Spans count in the plain text, so where spans are marked the plain text is shown first. */
  private plain = false;
  /** Whether responses are shown by how they differ from the first. */
  private compares = false;

  constructor(private readonly host: Host) {
    this.element.className = "chat-editor";
    this.marking = new Marking(host, () => [...this.views.values()]);
  }

  open(job: Job): void {
    this.close();
    this.job = job;
    this.compares = false;
    this.plain = job.classes.all.some((cls) => cls.shape === "span");
    this.stops = [job.changed.on(() => this.draw())];
    render(this.element);
    this.draw();
    this.element.scrollTop = 0;
  }

  private close(): void {
    for (const stop of this.stops) stop();
    for (const view of this.views.values()) view.destroy();
    this.stops = [];
    this.views.clear();
  }

  private draw(): void {
    const content = this.job?.lease.content;
    if (!this.job || content?.kind !== "chat") return;
    for (const view of this.views.values()) view.draw();
    render(this.element, this.head(content), this.turns(content), this.responses(content));
  }

  private head(content: ChatContent): VNode {
    const has = this.job?.classes.all.some((cls) => cls.shape === "span");
    return h(
      "div",
      { class: "chat-head" },
      h("span", { class: "small" }, t("chat.turns", { count: content.messages.length })),
      has &&
        h(
          "label",
          { class: "switch" },
          h("input", { type: "checkbox", checked: !this.plain, onclick: () => this.setPlain(!this.plain) }),
          t("chat.formatted"),
        ),
      (content.responses?.length ?? 0) > 1 &&
        h(
          "label",
          { class: "switch" },
          h("input", {
            type: "checkbox",
            checked: this.compares,
            onclick: () => this.setCompares(!this.compares),
          }),
          t("chat.compares"),
        ),
    );
  }

  setPlain(plain: boolean): void {
    this.plain = plain;
    for (const view of this.views.values()) view.destroy();
    this.views.clear();
    this.draw();
  }

  private turns(content: ChatContent): VNode {
    return h(
      "ol",
      { class: "turns" },
      content.messages.map((message, index) => this.turn(message, index)),
    );
  }

  private turn(message: Message, index: number): VNode {
    const part = `turn:${index}`;
    return h(
      "li",
      { key: index, class: `turn ${message.role}` },
      h("div", { class: "who" }, roleName(message.role), message.name && ` · ${message.name}`),
      this.plain ? this.textOf(part) : messageBody(message),
      this.plain && messageBody(message, { withoutText: true }),
      this.questions((ask) => ask.field.of === "turn" && ask.key === String(index)),
    );
  }

  private responses({ responses = [] }: ChatContent): VNode | null {
    if (responses.length === 0) return null;
    return h(
      "div",
      {
        class: `responses ${responses.length > 3 ? "many" : ""}`,
        style: `--count:${Math.min(3, responses.length)}`,
      },
      responses.map((response, index) => this.response(response, index)),
    );
  }

  private response(response: Response, index: number): VNode {
    const label = this.job?.about.responses[index]?.label ?? response.id;
    return h(
      "section",
      { key: response.id, class: "response", "aria-label": t("chat.response", { label }) },
      h("div", { class: "who" }, t("chat.response", { label })),
      h(
        "div",
        { class: "body" },
        this.compares && index > 0
          ? this.againstFirst(response)
          : this.plain
            ? this.textOf(`response:${response.id}`)
            : response.messages.map((message) => messageBody(message)),
        this.plain &&
          !(this.compares && index > 0) &&
          response.messages.map((message) => messageBody(message, { withoutText: true })),
      ),
      this.questions((ask) => ask.field.of === "response" && ask.key === response.id),
      h(
        "div",
        { class: "small count" },
        t("chat.characters", { count: [...textOfMessages(response.messages)].length }),
      ),
    );
  }

  /** What this response says otherwise than the first. */
  private againstFirst(response: Response): VNode {
    const content = this.job?.lease.content as ChatContent;
    const first = content.responses?.[0] as Response;
    return differences(textOfMessages(first.messages), textOfMessages(response.messages));
  }

  setCompares(on: boolean): void {
    this.compares = on;
    this.setPlain(this.plain);
  }

  private questions(belongs: Parameters<typeof questionList>[1]): VNode | null {
    return this.job && questionList(this.job, belongs, this.host.editable());
  }

  /** The text with its spans; its element is kept from one drawing to the next. */
  private textOf(part: string): VNode {
    const job = this.job as Job;
    return h("div", {
      key: part,
      class: "plain",
      foreign: true,
      mounted: (element: HTMLElement) => {
        const view = new TextView(
          {
            job,
            part,
            editable: () => this.host.editable(),
            marked: (of, start, end) => this.marking.marked(job, { part: of, start, end }),
            special: (object) => this.host.special(object),
          },
          job.facts.texts.get(part) ?? "",
        );
        this.views.set(part, view);
        element.append(view.element);
      },
    });
  }

  classChosen(cls: ObjectClass): boolean {
    return this.job !== null && this.marking.classChosen(this.job, cls);
  }

  startPin(): void {
    this.marking.startPin();
  }

  commands(): Command[] {
    const place = {
      job: () => this.job,
      editable: () => this.host.editable(),
      view: () => this.viewOfSelection(),
    };
    return [
      ...spanCommands(place, "chat"),
      {
        id: "chat.plain",
        keys: ["f"],
        title: "command.formatted",
        scope: "chat",
        able: () => this.views.size > 0 || !this.plain,
        run: () => this.setPlain(!this.plain),
      },
      {
        id: "chat.compares",
        keys: ["w"],
        title: "command.compares",
        scope: "chat",
        run: () => this.setCompares(!this.compares),
      },
    ];
  }

  private viewOfSelection(): TextView | null {
    const id = this.job?.selection.single;
    const shape = id ? this.job?.store.objects.get(id)?.shape : undefined;
    if (shape?.type === "span" && shape.part) return this.views.get(shape.part) ?? null;
    const node = window.getSelection()?.focusNode;
    const holding = [...this.views.values()].find((view) => node && view.root.contains(node));
    return holding ?? [...this.views.values()].at(-1) ?? null;
  }

  reveal(id: string): void {
    for (const view of this.views.values()) view.reveal(id);
  }

  placeOf(): null {
    return null;
  }

  refresh(): void {
    this.draw();
  }

  destroy(): void {
    this.close();
    this.element.remove();
  }
}

function roleName(role: string): string {
  if (role === "user") return t("chat.user");
  if (role === "assistant") return t("chat.assistant");
  if (role === "system") return t("chat.system");
  return role === "tool" ? t("chat.tool") : role;
}

/** A text that is only read, such as a guide. */
export const readable = (text: string): VNode => h("div", { class: "markdown" }, markdown(text));
