/** The screen and the keys, as the person wants them. */

import type { Bench } from "../bench/bench";
import { type Look, lookOf, ownKeys, setKey, setKeys, setLook } from "../bench/preferences";
import { type Command, keyLabel, keyName } from "../core/keymap";
import { type MessageKey, t } from "../i18n";
import { h, type VNode } from "../ui/dom";
import { drawer } from "./drawers";
import { found, liveCommands } from "./keys";

const LOOKS: readonly (keyof Look)[] = ["large", "still", "names"];
/** These mean the same everywhere. */
const FIXED = new Set(["escape", "enter"]);

export class SettingsDrawer {
  private search = "";
  /** The command that waits for its key to be pressed. */
  private asking: string | null = null;
  private trouble: { id: string; words: string } | null = null;

  constructor(private readonly bench: Bench) {}

  node(): VNode {
    const { bench } = this;
    const live = liveCommands(bench).filter(({ id }) => !FIXED.has(id));
    const shown = live.filter((command) => found(command, this.search));
    const own = ownKeys(bench.parts.me.preferences);
    return drawer(
      bench,
      t("command.settings"),
      h(
        "div",
        { class: "scroll keys", tabindex: 0 },
        h("h3", null, t("settings.look")),
        LOOKS.map((name) => this.look(name)),
        h("h3", null, t("settings.keys")),
        h("p", { class: "hint" }, t("settings.keys_how")),
        h("input", {
          type: "search",
          value: this.search,
          placeholder: t("settings.search"),
          "aria-label": t("settings.search"),
          oninput: ({ target }: { target: HTMLInputElement }) => {
            this.search = target.value;
            bench.changed.emit();
          },
        }),
        h(
          "table",
          { class: "own-keys" },
          h(
            "tbody",
            null,
            shown.map((command) => this.row(command, own)),
          ),
        ),
        h(
          "button",
          {
            type: "button",
            disabled: Object.keys(own).length === 0,
            onclick: () => setKeys(bench, {}),
          },
          t("settings.reset_all"),
        ),
      ),
    );
  }

  private look(name: keyof Look): VNode {
    const { bench } = this;
    return h(
      "label",
      { class: "setting", key: name },
      h("input", {
        type: "checkbox",
        checked: lookOf(bench.parts.me.preferences)[name],
        onchange: ({ target }: { target: HTMLInputElement }) => setLook(bench, { [name]: target.checked }),
      }),
      t(`settings.${name}` as MessageKey),
    );
  }

  private row(command: Command, own: ReturnType<typeof ownKeys>): VNode {
    const { bench } = this;
    const asking = this.asking === command.id;
    const key = bench.keymap.keyOf(command);
    const trouble = this.trouble?.id === command.id ? this.trouble.words : null;
    return h(
      "tr",
      { key: command.id },
      h(
        "td",
        null,
        h(
          "button",
          {
            type: "button",
            class: asking ? "key asking" : "key",
            "aria-label": `${key ? keyLabel(key) : "–"} · ${t("settings.change_key", { name: t(command.title) })}`,
            onclick: () => this.ask(command.id),
            onblur: () => this.asking === command.id && this.ask(null),
            onkeydown: (event: KeyboardEvent) => this.asking === command.id && this.take(command, event),
          },
          asking ? t("settings.press") : key ? keyLabel(key) : "–",
        ),
      ),
      h("td", null, t(command.title), trouble && h("p", { class: "fault", role: "alert" }, trouble)),
      h(
        "td",
        null,
        own[command.id] &&
          h(
            "button",
            { type: "button", class: "link", onclick: () => setKey(bench, command.id, null) },
            t("settings.reset"),
          ),
      ),
    );
  }

  private ask(id: string | null): void {
    this.asking = id;
    this.trouble = null;
    this.bench.changed.emit();
  }

  private take(command: Command, event: KeyboardEvent): void {
    const key = keyName(event);
    event.preventDefault();
    event.stopPropagation();
    if (!key) return;
    if (key === "escape") {
      this.ask(null);
      return;
    }
    const other = this.bench.keymap.taken(key, command);
    this.asking = null;
    if (other) {
      const words = t("settings.taken", { key: keyLabel(key), name: t(other.title) });
      this.trouble = { id: command.id, words };
      this.bench.changed.emit();
      return;
    }
    this.trouble = null;
    setKey(this.bench, command.id, key);
  }
}
