import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { h, render } from "../ui/dom";
import { markdown } from "./markdown";

let root: HTMLElement;
beforeEach(() => {
  root = document.createElement("div");
});

function shown(text: string): string {
  root = document.createElement("div");
  render(root, markdown(text));
  return root.innerHTML;
}

test("headings, emphasis, code and links become elements", () => {
  expect(shown("# 标题\n**粗** *斜* `a<b` [站](https://a.cn)")).toBe(
    '<h1>标题</h1><p><strong>粗</strong> <em>斜</em> <code>a&lt;b</code> <a href="https://a.cn" target="_blank" rel="noopener noreferrer nofollow" title="https://a.cn">站</a></p>',
  );
});

test("lists nest, and go on after a number", () => {
  expect(shown("1. a\n   - b\n   - c\n2. d")).toBe(
    "<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>",
  );
  expect(shown("3. x")).toBe('<ol start="3"><li>x</li></ol>');
});

test("code keeps its lines and its marks", () => {
  expect(shown("```py\nif a:\n    **b**\n```\nend")).toBe(
    '<pre data-language="py"><code>if a:\n    **b**</code></pre><p>end</p>',
  );
});

test("tables and quotes", () => {
  expect(shown("| a | b |\n| - | -: |\n| 1 | 2 |")).toContain('<td style="text-align:right">2</td>');
  expect(shown("> a\n> b")).toBe("<blockquote><p>a<br>b</p></blockquote>");
});

const ATTACKS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "[a](javascript:alert(1))",
  "[a](data:text/html,<script>)",
  "![a](https://evil.example/x.png)",
  "![a](javascript:alert(1))",
  '![a](/media/x" onload="alert(1))',
  '<https://a.cn/"onmouseover=alert(1)>',
  "[![x](https://evil.example/a)](https://a.cn)",
];

test("no script, no foreign markup and no remote picture comes through", () => {
  for (const attack of ATTACKS) {
    shown(attack);
    expect(root.querySelector("script, iframe, object, embed, style, link, form, input")).toBeNull();
    for (const element of root.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        expect(name.startsWith("on")).toBe(false);
        if (name === "src") expect(value).toMatch(/^\/media\/|^data:image/);
        if (name === "href") expect(value).toMatch(/^(https?:|mailto:)/);
      }
    }
  }
});

test("any text is shown without failing, and none of its letters is lost", () => {
  const piece = fc.constantFrom(
    "*",
    "**",
    "`",
    "```",
    "\n",
    "# ",
    "- ",
    "1. ",
    "> ",
    "|",
    "[a](b)",
    "豆",
    "a",
    " ",
    "    ",
    "_",
    "$",
    "~~",
    "\\",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      shown(text);
      const letters = (from: string) => [...from].filter((one) => one === "豆").length;
      // A link keeps its address, a block of code the name of its language, as attributes.
      expect(letters(root.innerHTML)).toBeGreaterThanOrEqual(letters(text));
    }),
    { numRuns: 300 },
  );
});

test("long texts full of marks are read in time", () => {
  const begun = performance.now();
  markdown("*a **b `c [d ".repeat(400));
  markdown(`${"> ".repeat(300)}x`);
  expect(performance.now() - begun).toBeLessThan(1500);
  render(root, h("p"));
});
