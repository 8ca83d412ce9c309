/**
 * Every command of the workbench as data, found by key.
 *
 * A key is written `mod+shift+z`: modifiers in the order mod (Ctrl or ⌘), alt, shift, then the key in
 * lower case. Keys never fire while a text is being written or composed, except those with `mod`
 * that say so.
 */

import type { MessageKey } from "../i18n";

/** Where a command lives; two commands clash when they share a key and may be live together. */
export type Scope = "all" | "image" | "text" | "chat" | "audio" | "annotate" | "review" | "adjudicate";

export interface Command {
  id: string;
  /** The first is shown. */
  keys: readonly string[];
  title: MessageKey;
  scope: Scope;
  /** Also while a text is written; only for keys with `mod`. */
  inText?: boolean;
  /** Held-down keys repeat it. */
  repeats?: boolean;
  run(): void;
  /** When it can do something; without it, always. */
  able?(): boolean;
}

const TOGETHER: Record<Scope, readonly Scope[]> = {
  all: ["all", "image", "text", "chat", "audio", "annotate", "review", "adjudicate"],
  image: ["all", "image", "annotate", "review", "adjudicate"],
  text: ["all", "text", "annotate", "review", "adjudicate"],
  chat: ["all", "chat", "annotate", "review", "adjudicate"],
  audio: ["all", "audio", "annotate", "review", "adjudicate"],
  annotate: ["all", "image", "text", "chat", "audio", "annotate"],
  review: ["all", "image", "text", "chat", "audio", "review"],
  adjudicate: ["all", "image", "text", "chat", "audio", "adjudicate"],
};

/** Whether both may be live at one time. */
const together = (a: Command, b: Command): boolean => TOGETHER[a.scope].includes(b.scope);

/** Pairs of commands that would answer to the same key. */
export function clashes(commands: readonly Command[]): { key: string; ids: [string, string] }[] {
  const found: { key: string; ids: [string, string] }[] = [];
  commands.forEach((a, index) => {
    for (const b of commands.slice(index + 1)) {
      if (!together(a, b)) continue;
      for (const key of a.keys) if (b.keys.includes(key)) found.push({ key, ids: [a.id, b.id] });
    }
  });
  return found;
}

export interface KeyPress {
  key: string;
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  repeat?: boolean;
  isComposing?: boolean;
  keyCode?: number;
}

/** The name of the key pressed, or null for a bare modifier or while an input method composes. */
export function keyName(press: KeyPress): string | null {
  if (press.isComposing || press.keyCode === 229) return null;
  const named = baseKey(press);
  if (!named) return null;
  const mods = [press.ctrlKey || press.metaKey ? "mod" : "", press.altKey ? "alt" : ""];
  const shown = press.shiftKey && (named.length > 1 || /[a-z0-9]/.test(named));
  return [...mods, shown ? "shift" : "", named].filter(Boolean).join("+");
}

function baseKey({ key, code }: KeyPress): string | null {
  if (["Shift", "Control", "Alt", "Meta", "Process", "Dead", "CapsLock"].includes(key)) return null;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code ?? "");
  if (digit) return digit[1] as string;
  const letter = /^Key([A-Z])$/.exec(code ?? "");
  if (letter && !/^[a-z]$/i.test(key)) return (letter[1] as string).toLowerCase();
  if (key === " ") return "space";
  return key.toLowerCase();
}

/** Whether key presses there are meant as text. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  ) {
    return true;
  }
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "range"].includes(target.type)
  );
}

/** Keys that a person has chosen, by command; a list of none takes the key away. */
export type OwnKeys = Readonly<Record<string, readonly string[]>>;

export class Keymap {
  private readonly byKey = new Map<string, Command[]>();
  private given: ReadonlySet<string> = new Set();

  constructor(
    readonly commands: readonly Command[],
    private own: OwnKeys = {},
  ) {
    this.build();
  }

  private build(): void {
    this.byKey.clear();
    for (const command of this.commands) {
      for (const key of this.keysOf(command)) {
        if (!this.given.has(key)) this.byKey.set(key, [...(this.byKey.get(key) ?? []), command]);
      }
    }
  }

  /** The person's own keys of a command, else those that it comes with. */
  keysOf(command: Command): readonly string[] {
    return this.own[command.id] ?? command.keys;
  }

  /** Other keys of the person's own; classes get theirs anew afterwards. */
  remap(own: OwnKeys): void {
    this.own = own;
    this.yield(new Set());
  }

  /** Keys that a schema may not take: all but single characters, and those that the person chose. */
  reserved(): Set<string> {
    const chosen = this.commands.flatMap(({ id }) => this.own[id] ?? []);
    const fixed = this.commands.flatMap((command) => this.keysOf(command)).filter((key) => key.length > 1);
    return new Set([...chosen, ...fixed]);
  }

  /** Gives keys up to the schema's classes; the commands keep their other keys. */
  yield(keys: ReadonlySet<string>): void {
    this.given = keys;
    this.build();
  }

  /** Another command that answers to the key where this one does. */
  taken(key: string, by: Command): Command | undefined {
    return this.commands.find(
      (other) => other.id !== by.id && together(other, by) && this.keysOf(other).includes(key),
    );
  }

  /** The key to show for a command; null when it has none or the schema has taken it. */
  keyOf(command: Command): string | null {
    return this.keysOf(command).find((key) => this.byKey.get(key)?.includes(command)) ?? null;
  }

  /** The key of a command as it stands on the keyboard; empty for none. */
  label(id: string): string {
    const command = this.find(id);
    const key = command && this.keyOf(command);
    return key ? keyLabel(key) : "";
  }

  find(id: string): Command | undefined {
    return this.commands.find((command) => command.id === id);
  }

  /** Runs the command of the key; true when there was one. */
  press(press: KeyPress, inText: boolean): boolean {
    const name = keyName(press);
    if (!name) return false;
    for (const command of this.byKey.get(name) ?? []) {
      if (inText && !command.inText) continue;
      if (press.repeat && !command.repeats) return true;
      if (command.able && !command.able()) continue;
      command.run();
      return true;
    }
    return false;
  }
}

const SYMBOLS: Record<string, string> = {
  mod: "Ctrl",
  alt: "Alt",
  shift: "Shift",
  space: "Space",
  escape: "Esc",
  enter: "Enter",
  delete: "Del",
  backspace: "⌫",
  tab: "Tab",
  arrowleft: "←",
  arrowright: "→",
  arrowup: "↑",
  arrowdown: "↓",
};

/** `mod+shift+z` as it stands on keyboards: `Ctrl+Shift+Z`. */
export function keyLabel(key: string): string {
  const parts = key === "+" ? ["+"] : key.split(/\+(?=.)/);
  return parts.map((part) => SYMBOLS[part] ?? part.toUpperCase()).join("+");
}

/** A key as a schema writes it, `ctrl+1`, in the order and words that we use; null for none. */
export function normalKey(key: string | null | undefined): string | null {
  const parts = (key ?? "")
    .toLowerCase()
    .split(/\+(?=.)/)
    .filter(Boolean);
  const base = parts.pop();
  if (!base) return null;
  const has = (...names: string[]) => names.some((name) => parts.includes(name));
  return [has("ctrl", "meta") ? "mod" : "", has("alt") ? "alt" : "", has("shift") ? "shift" : "", base]
    .filter(Boolean)
    .join("+");
}
