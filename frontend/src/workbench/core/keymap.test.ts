import { expect, test } from "vitest";
import { type Command, clashes, Keymap, type KeyPress, keyLabel, keyName } from "./keymap";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const command = (id: string, key: string, more: Partial<Command> = {}): Command => ({
  id,
  keys: [key],
  title: "command.undo",
  scope: "all",
  run: () => {},
  ...more,
});

test("keys have one name, whatever the system or the layout", () => {
  expect(keyName(press("Z", { ctrlKey: true, shiftKey: true }))).toBe("mod+shift+z");
  expect(keyName(press("z", { metaKey: true }))).toBe("mod+z");
  expect(keyName(press("?", { shiftKey: true }))).toBe("?");
  expect(keyName(press("!", { code: "Digit1", shiftKey: true }))).toBe("shift+1");
  expect(keyName(press("в", { code: "KeyD" }))).toBe("d");
  expect(keyName(press("Shift", { shiftKey: true }))).toBeNull();
});

test("nothing fires while an input method composes", () => {
  let ran = 0;
  const keymap = new Keymap([command("a", "d", { run: () => ran++ })]);
  keymap.press(press("d", { isComposing: true }), false);
  keymap.press(press("d", { keyCode: 229 }), false);
  expect(ran).toBe(0);
  expect(keymap.press(press("d"), false)).toBe(true);
  expect(ran).toBe(1);
});

test("while a text is written only commands that say so fire", () => {
  const ran: string[] = [];
  const keymap = new Keymap([
    command("letter", "d", { run: () => ran.push("letter") }),
    command("submit", "mod+enter", { inText: true, run: () => ran.push("submit") }),
  ]);
  keymap.press(press("d"), true);
  keymap.press(press("Enter", { ctrlKey: true }), true);
  expect(ran).toEqual(["submit"]);
});

test("the same key in scopes that are never live together is no clash", () => {
  const commands = [
    command("a", "b", { scope: "image" }),
    command("b", "b", { scope: "text" }),
    command("c", "b", { scope: "review" }),
  ];
  expect(clashes(commands).map(({ ids }) => ids)).toEqual([
    ["a", "c"],
    ["b", "c"],
  ]);
});

test("keys are shown as they stand on the keyboard", () => {
  expect(keyLabel("mod+shift+z")).toBe("Ctrl+Shift+Z");
  expect(keyLabel("arrowleft")).toBe("←");
  expect(keyLabel("+")).toBe("+");
});
