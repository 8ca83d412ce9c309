/** Keys as they are shown: beside buttons, in tooltips, in lists. */

import type { Bench } from "../bench/bench";
import type { Command } from "../core/keymap";
import { t } from "../i18n";
import { en } from "../messages/en";
import { zh } from "../messages/zh";
import { h, type VNode } from "../ui/dom";

/** Commands that can be live in this place. */
export function liveCommands(bench: Bench): Command[] {
  const { media } = bench.parts.place;
  const here = new Set<string>(["all", media, bench.task]);
  return bench.keymap.commands.filter(({ scope }) => here.has(scope));
}

export function keySign(bench: Bench, id: string): VNode | null {
  const label = bench.keymap.label(id);
  return label ? h("kbd", null, label) : null;
}

/** What a command does, and its key. */
export function titled(bench: Bench, id: string): string {
  const command = bench.keymap.find(id);
  if (!command) return "";
  const label = bench.keymap.label(id);
  return label ? `${t(command.title)} [${label}]` : t(command.title);
}

/** Whether all the words stand in one of the texts, whatever the language of the screen. */
export function matches(search: string, ...texts: readonly string[]): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return texts.some((text) => words.every((word) => text.toLowerCase().includes(word)));
}

/** A command is found by its words in either language. */
export const found = (command: Command, search: string): boolean =>
  matches(search, zh[command.title], en[command.title]);
