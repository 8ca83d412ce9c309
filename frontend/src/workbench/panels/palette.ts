/** Every action by its name: typed, chosen, done. */

import type { Bench } from "../bench/bench";
import { chooseClass } from "../bench/editing";
import { keyLabel } from "../core/keymap";
import { inLanguage } from "../core/schema";
import { named, t } from "../i18n";
import { h, type VNode } from "../ui/dom";
import { found, liveCommands, matches } from "./keys";

interface Choice {
  id: string;
  title: string;
  key: string;
  run(): void;
}

const MOST = 12;

export class Palette {
  private search = "";
  private at = 0;

  constructor(private readonly bench: Bench) {}

  node(): VNode {
    const { bench } = this;
    const choices = this.choices();
    this.at = Math.min(this.at, Math.max(0, choices.length - 1));
    return h(
      "div",
      {
        key: "palette",
        class: "palette",
        role: "dialog",
        "aria-modal": "true",
        "aria-label": t("command.palette"),
      },
      h("input", {
        type: "text",
        role: "combobox",
        value: this.search,
        placeholder: t("palette.search"),
        "aria-label": t("palette.search"),
        "aria-expanded": "true",
        "aria-controls": "palette-choices",
        "aria-activedescendant": choices[this.at] ? `palette-${this.at}` : null,
        autocomplete: "off",
        mounted: (element: HTMLElement) => {
          this.search = "";
          this.at = 0;
          element.focus();
        },
        oninput: ({ target }: { target: HTMLInputElement }) => {
          this.search = target.value;
          this.at = 0;
          bench.changed.emit();
        },
        onkeydown: (event: KeyboardEvent) => this.press(event),
        onblur: () => bench.panel === "palette" && bench.closePanel(),
      }),
      h(
        "ul",
        { id: "palette-choices", role: "listbox", "aria-label": t("command.palette") },
        choices.map((choice, index) =>
          h(
            "li",
            {
              key: choice.id,
              id: `palette-${index}`,
              role: "option",
              "aria-selected": String(index === this.at),
              class: index === this.at ? "active" : null,
              // Before the input loses the focus, which closes the palette.
              onpointerdown: (event: PointerEvent) => {
                event.preventDefault();
                this.run(choice);
              },
            },
            h("span", null, choice.title),
            choice.key && h("kbd", null, choice.key),
          ),
        ),
      ),
      choices.length === 0 && h("p", { class: "hint" }, t("palette.nothing")),
    );
  }

  private choices(): Choice[] {
    const { bench } = this;
    const commands = liveCommands(bench)
      .filter((command) => command.id !== "palette" && (command.able?.() ?? true))
      .filter((command) => found(command, this.search))
      .map((command): Choice => {
        const key = bench.keymap.keyOf(command);
        return {
          id: command.id,
          title: t(command.title),
          key: key ? keyLabel(key) : "",
          run: () => command.run(),
        };
      });
    const classes = bench.classes.all
      .filter((cls) =>
        matches(this.search, cls.name, inLanguage(cls.title, "zh-CN"), inLanguage(cls.title, "en")),
      )
      .map((cls): Choice => {
        const key = bench.keys.get(cls.name);
        return {
          id: `class ${cls.name}`,
          title: t("palette.class", { name: named(cls) }),
          key: key ? keyLabel(key) : "",
          run: () => chooseClass(bench, cls),
        };
      });
    return [...classes, ...commands].slice(0, MOST);
  }

  private press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    // Not those on the screen: a key may come before what was typed last is drawn.
    const choices = this.choices();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const choice = choices[this.at];
    if (step) this.at = (this.at + step + choices.length) % Math.max(1, choices.length);
    else if (event.key === "Enter" && choice) this.run(choice);
    else if (event.key === "Escape") this.bench.closePanel();
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.bench.changed.emit();
  }

  private run(choice: Choice): void {
    this.bench.closePanel();
    choice.run();
  }
}
