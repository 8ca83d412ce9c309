/** How a person has set up the workbench; kept with the account, so that it is the same on every computer. */

import type { OwnKeys } from "../core/keymap";
import { t } from "../i18n";
import type { Bench } from "./bench";

export interface Look {
  /** Larger words in all panels. */
  large: boolean;
  /** Nothing moves by itself. */
  still: boolean;
  /** Names on every object, where colours alone do not tell classes apart. */
  names: boolean;
}

const PLAIN: Look = { large: false, still: false, names: false };

export const ownKeys = (preferences: Record<string, unknown>): OwnKeys => {
  const given = preferences.keys;
  if (typeof given !== "object" || given === null) return {};
  return Object.fromEntries(Object.entries(given).filter(([, keys]) => Array.isArray(keys)));
};

export const lookOf = (preferences: Record<string, unknown>): Look => ({
  ...PLAIN,
  ...(preferences.look as Partial<Look> | undefined),
});

/** Shows the screen as the person wants it. */
export function showLook(look: Look): void {
  const { dataset } = document.documentElement;
  dataset.type = look.large ? "large" : "normal";
  dataset.motion = look.still ? "still" : "free";
}

export function setLook(bench: Bench, change: Partial<Look>): void {
  const look = { ...lookOf(bench.parts.me.preferences), ...change };
  showLook(look);
  keep(bench, { look });
}

/** Gives a command one key of the person's own; null gives back those that it comes with. */
export function setKey(bench: Bench, id: string, key: string | null): void {
  const { [id]: _before, ...others } = ownKeys(bench.parts.me.preferences);
  setKeys(bench, key === null ? others : { ...others, [id]: [key] });
}

export function setKeys(bench: Bench, keys: OwnKeys): void {
  bench.keymap.remap(keys);
  bench.dealKeys();
  keep(bench, { keys });
}

function keep(bench: Bench, change: Record<string, unknown>): void {
  const { me, server } = bench.parts;
  Object.assign(me.preferences, change);
  bench.changed.emit();
  server.call("PATCH", "/api/me", { preferences: change }).catch(() => {
    bench.say(t("settings.not_kept"), "fault");
  });
}
