/** Markdown as nodes of the page: no HTML passes through, no script runs, nothing is loaded from elsewhere. */

import { type Child, h, type VNode } from "../ui/dom";
import { inline } from "./inline";

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([^`]*?)\s*$/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}>\s?/;
const ITEM = /^( *)([-*+]|\d{1,9}[.)])\s+/;
const TABLE_RULE = /^ {0,3}\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
const MOST_DEPTH = 12;

export function markdown(text: string): VNode[] {
  return blocks(text.replace(/\r\n?/g, "\n").replace(/\t/g, "    ").split("\n"), 0);
}

class Lines {
  at = 0;
  constructor(readonly all: readonly string[]) {}

  get line(): string | undefined {
    return this.all[this.at];
  }

  /** Takes lines for as long as the test holds. */
  takeWhile(test: (line: string) => boolean): string[] {
    const from = this.at;
    while (this.line !== undefined && test(this.line)) this.at++;
    return this.all.slice(from, this.at);
  }
}

const isBlank = (line: string): boolean => line.trim() === "";

const startsBlock = (line: string): boolean =>
  [FENCE, HEADING, RULE, QUOTE, ITEM].some((pattern) => pattern.test(line));

function blocks(all: readonly string[], depth: number): VNode[] {
  const lines = new Lines(all);
  const nodes: VNode[] = [];
  while (lines.line !== undefined) {
    if (isBlank(lines.line)) lines.at++;
    else nodes.push(block(lines, depth));
  }
  return nodes;
}

function block(lines: Lines, depth: number): VNode {
  const line = lines.line as string;
  if (FENCE.test(line)) return fenced(lines);
  const heading = HEADING.exec(line);
  if (heading) {
    lines.at++;
    return h(`h${(heading[1] as string).length}`, null, inline(heading[2] as string));
  }
  if (RULE.test(line)) {
    lines.at++;
    return h("hr");
  }
  if (depth < MOST_DEPTH && QUOTE.test(line)) {
    const inner = lines.takeWhile((one) => QUOTE.test(one) || (!isBlank(one) && !startsBlock(one)));
    return h(
      "blockquote",
      null,
      blocks(
        inner.map((one) => one.replace(QUOTE, "")),
        depth + 1,
      ),
    );
  }
  if (depth < MOST_DEPTH && ITEM.test(line)) return list(lines, depth);
  if (line.includes("|") && TABLE_RULE.test(lines.all[lines.at + 1] ?? "")) return table(lines);
  return paragraph(lines);
}

function paragraph(lines: Lines): VNode {
  const own = [lines.line as string];
  lines.at++;
  own.push(...lines.takeWhile((line) => !isBlank(line) && !startsBlock(line)));
  const children = own.flatMap((line, index): Child[] => [
    ...(index && !/ {2,}$/.test(own[index - 1] as string) ? [h("br")] : []),
    ...inline(`${line.trim()}${/ {2,}$/.test(line) && index < own.length - 1 ? "  \n" : ""}`),
  ]);
  return h("p", null, children);
}

function fenced(lines: Lines): VNode {
  const [, fence = "```", language = ""] = FENCE.exec(lines.line as string) ?? [];
  lines.at++;
  const end = (line: string) =>
    line.trim().startsWith(fence) && line.trim().replaceAll(fence[0] as string, "") === "";
  const code = lines.takeWhile((line) => !end(line)).join("\n");
  lines.at++;
  return h("pre", { "data-language": language || null }, h("code", null, code));
}

function list(lines: Lines, depth: number): VNode {
  const first = ITEM.exec(lines.line as string) as RegExpExecArray;
  const indent = (first[1] as string).length;
  const ordered = /\d/.test(first[2] as string);
  const items: VNode[] = [];
  for (
    let head = ITEM.exec(lines.line ?? "");
    head && isSibling(head, indent, ordered);
    head = ITEM.exec(lines.line ?? "")
  ) {
    const width = head[0].length;
    const inner = [(lines.line as string).slice(width)];
    lines.at++;
    const margin = Math.min(width, indent + 2);
    inner.push(
      ...lines
        .takeWhile(
          (line) =>
            isBlank(line) ||
            leading(line) >= margin ||
            (!startsBlock(line) && !isBlank(inner.at(-1) ?? "") && leading(line) > indent),
        )
        .map((line) => line.slice(Math.min(leading(line), width))),
    );
    const children = blocks(inner, depth + 1);
    const tight = children.length > 0 && children[0]?.tag === "p" && !inner.slice(0, -1).some(isBlank);
    items.push(h("li", null, tight ? [...(children[0] as VNode).children, ...children.slice(1)] : children));
  }
  const start = Number.parseInt(first[2] as string, 10);
  return ordered ? h("ol", { start: start === 1 ? null : start }, items) : h("ul", null, items);
}

const leading = (line: string): number => line.length - line.trimStart().length;

const isSibling = (head: RegExpExecArray, indent: number, ordered: boolean): boolean =>
  Math.abs((head[1] as string).length - indent) < 2 && /\d/.test(head[2] as string) === ordered;

function cells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function table(lines: Lines): VNode {
  const head = cells(lines.line as string);
  const align = cells(lines.all[lines.at + 1] as string).map((rule) =>
    rule.endsWith(":") ? (rule.startsWith(":") ? "center" : "right") : null,
  );
  lines.at += 2;
  const rows = lines.takeWhile((line) => !isBlank(line) && line.includes("|")).map(cells);
  const row = (tag: string, list: readonly string[]) =>
    h(
      "tr",
      null,
      Array.from({ length: Math.max(head.length, list.length) }, (_, index) =>
        h(tag, { style: align[index] ? `text-align:${align[index]}` : null }, inline(list[index] ?? "")),
      ),
    );
  return h(
    "div",
    { class: "table" },
    h(
      "table",
      null,
      h("thead", null, row("th", head)),
      h(
        "tbody",
        null,
        rows.map((one) => row("td", one)),
      ),
    ),
  );
}
