/** Commands of texts and of texts within chats: marking and moving ends by keyboard. */

import { reshaped } from "../core/commands";
import type { Job } from "../core/job";
import type { Command } from "../core/keymap";
import type { MessageKey } from "../i18n";
import { type TextView, withEnd } from "./text_view";

export interface TextPlace {
  job(): Job | null;
  editable(): boolean;
  /** The text that holds the caret, or the one of the chosen span. */
  view(): TextView | null;
}

const MOVES: [string, "backward" | "forward", "character" | "word" | "line", MessageKey][] = [
  ["arrowleft", "backward", "character", "command.caret_left"],
  ["arrowright", "forward", "character", "command.caret_right"],
  ["mod+arrowleft", "backward", "word", "command.caret_word_left"],
  ["mod+arrowright", "forward", "word", "command.caret_word_right"],
];

/** Spans live in texts and in chats; both scopes get the same commands. */
export function spanCommands(place: TextPlace, scope: "text" | "chat"): Command[] {
  const moves = MOVES.flatMap(([key, direction, unit, title]): Command[] => [
    {
      id: `caret.${key}`,
      keys: [key],
      title,
      scope,
      repeats: true,
      run: () => moveCaret(place, "move", direction, unit),
    },
    {
      id: `mark.${key}`,
      keys: [key.replace("arrow", "shift+arrow")],
      title,
      scope,
      repeats: true,
      run: () => moveCaret(place, "extend", direction, unit),
    },
  ]);
  const able = () => place.editable() && spanOf(place) !== null;
  const move = (end: "start" | "end", by: number) => () => moveEnd(place, end, by);
  const ends: Command[] = (
    [
      ["start", -1, "alt+shift+arrowleft", "command.start_left"],
      ["start", 1, "alt+shift+arrowright", "command.start_right"],
      ["end", -1, "alt+arrowleft", "command.end_left"],
      ["end", 1, "alt+arrowright", "command.end_right"],
    ] as const
  ).map(([end, by, key, title]) => ({
    id: `span.${end}.${by}`,
    keys: [key],
    title,
    scope,
    repeats: true,
    able,
    run: move(end, by),
  }));
  return [...moves, ...ends];
}

function spanOf({ job }: TextPlace) {
  const now = job();
  const id = now?.selection.single;
  const shape = id ? now?.store.objects.get(id)?.shape : undefined;
  return now && id && shape?.type === "span" ? { job: now, id, shape } : null;
}

function moveEnd(place: TextPlace, end: "start" | "end", by: number): void {
  const found = spanOf(place);
  const view = place.view();
  if (!found || !view) return;
  const { job, id, shape } = found;
  const to = Math.max(0, Math.min(view.points.length, shape[end] + by));
  job.apply("edit", reshaped(job.store, new Map([[id, withEnd(shape, end, to)]])), `end ${id} ${end}`);
}

/** The browser's own caret does the walking: it knows grapheme clusters, words and writing directions. */
function moveCaret(place: TextPlace, alter: "move" | "extend", direction: string, unit: string): void {
  const view = place.view();
  const selection = window.getSelection();
  if (!view || !selection) return;
  if (!selection.focusNode || !view.root.contains(selection.focusNode)) {
    const first = view.root.querySelector("[data-at]")?.firstChild;
    if (first) selection.collapse(first, 0);
  }
  selection.modify(alter, direction, unit);
  view.showCaret();
}
