import { beforeEach, expect, test } from "vitest";
import { h, render } from "./dom";

let root: HTMLElement;
beforeEach(() => {
  root = document.createElement("div");
});

const list = (...keys: string[]) =>
  h(
    "ul",
    null,
    keys.map((key) => h("li", { key }, key)),
  );

test("elements with keys are moved, not made again", () => {
  render(root, list("a", "b", "c"));
  const [a, b, c] = [...root.querySelectorAll("li")];
  render(root, list("c", "x", "a"));
  const now = [...root.querySelectorAll("li")];
  expect(now.map((one) => one.textContent)).toEqual(["c", "x", "a"]);
  expect(now[0]).toBe(c);
  expect(now[2]).toBe(a);
  expect(b?.isConnected).toBe(false);
});

test("an input keeps its element and takes the value given", () => {
  render(root, h("input", { value: "a" }));
  const input = root.querySelector("input");
  if (input) input.value = "typed";
  render(root, h("p", null, "new"), h("input", { value: "b" }));
  expect(root.querySelector("input")).toBe(input);
  expect(input?.value).toBe("b");
});

test("attributes, listeners and texts that went are taken away", () => {
  let clicks = 0;
  render(root, h("button", { title: "t", onclick: () => clicks++ }, "go"));
  const button = root.querySelector("button");
  button?.click();
  render(root, h("button", { disabled: true }));
  button?.click();
  expect(clicks).toBe(1);
  expect(button?.outerHTML).toBe('<button disabled=""></button>');
});

test("text given is text, never markup", () => {
  render(root, h("p", null, "<img src=x onerror=alert(1)>"));
  expect(root.querySelector("img")).toBeNull();
});

test("any order of shown and hidden children comes out as asked", () => {
  const orders = [["a", "b"], ["b"], ["b", "c", "a"], [], ["c"], ["a", "c", "b", "d"], ["d", "a"]];
  for (const order of orders) {
    render(
      root,
      h("b", null, "x"),
      order.map((key) => h("i", { key }, key)),
      order.length > 1 && h("b", null, "y"),
    );
    const expected = `x${order.join("")}${order.length > 1 ? "y" : ""}`;
    expect(root.textContent).toBe(expected);
  }
});
