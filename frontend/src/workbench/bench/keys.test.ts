import { describe, expect, test } from "vitest";
import { type Command, clashes, Keymap } from "../core/keymap";
import { imageCommands } from "../image/commands";
import { en } from "../messages/en";
import { zh } from "../messages/zh";
import { spanCommands } from "../text/commands";
import type { Bench } from "./bench";
import { benchCommands, noSteps } from "./commands";

/** Commands are data: nothing is asked of the bench or an editor before one is run. */
const nothing: unknown = new Proxy(() => nothing, { get: () => nothing });
const EDITORS: Record<string, Command[]> = {
  image: imageCommands(nothing as Parameters<typeof imageCommands>[0]),
  text: spanCommands(nothing as Parameters<typeof spanCommands>[0], "text"),
  chat: spanCommands(nothing as Parameters<typeof spanCommands>[0], "chat"),
};

describe.each(Object.entries(EDITORS))("in the editor of %s", (_media, own) => {
  const commands = [...own, ...benchCommands(nothing as Bench, noSteps)];

  test("no two actions share a key in any task", () => {
    expect(clashes(commands)).toEqual([]);
  });

  test("every action has a key, an id of its own and words in both languages", () => {
    expect(commands.filter((command) => command.keys.length === 0).map(({ id }) => id)).toEqual([]);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    for (const { title } of commands) expect([zh[title], en[title]].every(Boolean)).toBe(true);
  });
});

test("a person's own key takes the place of the usual one, and classes do not get it", () => {
  const command = (id: string, key: string): Command => ({
    id,
    keys: [key],
    title: "command.undo",
    scope: "all",
    run: () => {},
  });
  const [undo, guide] = [command("undo", "mod+z"), command("guide", "g")];
  const keymap = new Keymap([undo, guide], { undo: ["1"] });
  expect(keymap.label("undo")).toBe("1");
  expect(keymap.reserved().has("1")).toBe(true);
  expect(keymap.taken("g", undo)).toBe(guide);
  keymap.yield(new Set(["g"]));
  expect(keymap.keyOf(guide)).toBeNull();
  keymap.remap({});
  expect([keymap.label("undo"), keymap.label("guide")]).toEqual(["Ctrl+Z", "G"]);
});
