/** What slides over the right edge: the guide, the keys, questions, skipping, what was refused. */

import type { Bench } from "../bench/bench";
import { handBack, skip } from "../bench/handing_in";
import { readable } from "../chat/chat_editor";
import { type Command, keyLabel } from "../core/keymap";
import { SKIP_REASONS } from "../core/wire";
import { moment, t } from "../i18n";
import { h, type VNode } from "../ui/dom";
import { keptDrawer } from "./kept";
import { keySign, liveCommands } from "./keys";
import { Palette } from "./palette";
import { SettingsDrawer } from "./settings";
import { ask, reply } from "./threads";

export function drawer(bench: Bench, title: string, ...children: Parameters<typeof h>[2][]): VNode {
  return h(
    "aside",
    { key: `drawer ${bench.panel}`, class: "drawer", role: "dialog", "aria-label": title },
    h(
      "header",
      null,
      h("h2", null, title),
      h(
        "button",
        {
          type: "button",
          class: "small",
          "aria-label": t("close"),
          title: `${t("close")} [Esc]`,
          onclick: () => bench.closePanel(),
        },
        "×",
      ),
    ),
    children,
  );
}

/** Remembers what is typed into the drawers. */
export class Drawers {
  private search = "";
  private note = "";
  private question = "";
  private readonly replies = new Map<number, string>();

  private readonly settings: SettingsDrawer;
  private readonly palette: Palette;

  constructor(private readonly bench: Bench) {
    this.settings = new SettingsDrawer(bench);
    this.palette = new Palette(bench);
  }

  node(): VNode | null {
    const { bench } = this;
    if (bench.panel === "guide") return this.guide();
    if (bench.panel === "help") return helpDrawer(bench);
    if (bench.panel === "settings") return this.settings.node();
    if (bench.panel === "palette") return this.palette.node();
    if (bench.panel === "questions") return this.questions();
    if (bench.panel === "skip" && bench.job) return this.skipping();
    return bench.panel === "refused" ? keptDrawer(bench) : null;
  }

  private guide(): VNode {
    const { guide, guide_version: version } = this.bench.parts.place;
    const found = this.search.trim() ? sectionsWith(guide, this.search.trim()) : [guide];
    return drawer(
      this.bench,
      t("guide", { version }),
      h("input", {
        type: "search",
        value: this.search,
        placeholder: t("guide.search"),
        "aria-label": t("guide.search"),
        mounted: (element: HTMLElement) => element.focus(),
        oninput: ({ target }: { target: HTMLInputElement }) => {
          this.search = target.value;
          this.bench.changed.emit();
        },
      }),
      h(
        "div",
        { class: "scroll", tabindex: 0 },
        !guide && h("p", { class: "hint" }, t("guide.none")),
        guide && found.length === 0 && h("p", { class: "hint" }, t("guide.not_found")),
        found.map((section) => readable(section)),
      ),
    );
  }

  private skipping(): VNode {
    return drawer(
      this.bench,
      t("skip.title"),
      h("p", { class: "hint" }, t("skip.why")),
      h("input", {
        type: "text",
        value: this.note,
        placeholder: t("skip.note"),
        "aria-label": t("skip.note"),
        oninput: ({ target }: { target: HTMLInputElement }) => {
          this.note = target.value;
        },
      }),
      h(
        "div",
        { class: "choices" },
        SKIP_REASONS.map((reason, index) =>
          h(
            "button",
            {
              type: "button",
              key: reason,
              mounted: index === 0 ? (element: HTMLElement) => element.focus() : null,
              onclick: () => {
                skip(this.bench, reason, this.note);
                this.note = "";
              },
            },
            t(`skip.${reason}`),
          ),
        ),
      ),
      h("hr"),
      h("p", { class: "hint" }, t("hand_back.why")),
      h("button", { type: "button", onclick: () => handBack(this.bench) }, t("command.hand_back")),
    );
  }

  private questions(): VNode {
    const { bench } = this;
    return drawer(
      bench,
      t("questions.title"),
      h(
        "div",
        { class: "scroll", tabindex: 0 },
        bench.threads.length === 0 && h("p", { class: "hint" }, t("questions.none")),
        bench.threads.map((thread) =>
          h(
            "article",
            { key: thread.id, class: `thread ${thread.state}` },
            h(
              "header",
              null,
              h("span", { class: "tag" }, t(`thread.${thread.state}`)),
              thread.rule && h("span", { class: "tag" }, thread.rule),
            ),
            thread.posts.map((post) =>
              h(
                "div",
                { key: post.id, class: "post" },
                h("div", { class: "small" }, post.person_name, " · ", moment(post.at)),
                h("p", null, post.text),
              ),
            ),
            h("input", {
              type: "text",
              value: this.replies.get(thread.id) ?? "",
              placeholder: t("questions.reply"),
              "aria-label": t("questions.reply"),
              oninput: ({ target }: { target: HTMLInputElement }) =>
                this.replies.set(thread.id, target.value),
              onkeydown: (event: KeyboardEvent) => {
                if (event.key !== "Enter" || event.isComposing) return;
                void reply(bench, thread.id, this.replies.get(thread.id) ?? "");
                this.replies.delete(thread.id);
              },
            }),
          ),
        ),
      ),
      h("textarea", {
        rows: 3,
        value: this.question,
        placeholder: t("questions.write"),
        "aria-label": t("questions.write"),
        mounted: (element: HTMLElement) => element.focus(),
        oninput: ({ target }: { target: HTMLTextAreaElement }) => {
          this.question = target.value;
        },
      }),
      h(
        "button",
        {
          type: "button",
          class: "primary",
          onclick: async () => {
            if (await ask(bench, this.question)) this.question = "";
            bench.changed.emit();
          },
        },
        t("questions.send"),
      ),
    );
  }
}

/** Sections (a heading and what follows) in which all the words stand. */
export function sectionsWith(markdown: string, search: string): string[] {
  const words = search.toLowerCase().split(/\s+/);
  const sections = markdown.split(/^(?=#{1,6}\s)/m);
  return sections.filter((section) => words.every((word) => section.toLowerCase().includes(word)));
}

function helpDrawer(bench: Bench): VNode {
  const media = bench.parts.place.media;
  const live = liveCommands(bench);
  const row = (command: Command) => {
    const key = bench.keymap.keyOf(command);
    return (
      key &&
      h(
        "tr",
        { key: command.id },
        h("td", null, h("kbd", null, keyLabel(key))),
        h("td", null, t(command.title)),
      )
    );
  };
  return drawer(
    bench,
    t("help"),
    h(
      "div",
      { class: "scroll keys", tabindex: 0 },
      media === "image" && h("p", { class: "hint" }, t("help.mouse")),
      media === "text" && h("p", { class: "hint" }, t("help.text")),
      h("p", { class: "hint" }, t("help.numbers")),
      h("table", null, h("tbody", null, live.map(row))),
      h(
        "button",
        { type: "button", onclick: () => bench.toggle("settings") },
        t("command.settings"),
        keySign(bench, "settings"),
      ),
    ),
  );
}
