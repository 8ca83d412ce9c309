/** The marks inside a line of Markdown, as nodes. Text stays text: there is no way to write an element. */

import { t } from "../i18n";
import { type Child, h, type VNode } from "../ui/dom";
import { formula } from "./formula";

/** Pictures are shown only from this server or from within the text; nothing is fetched from elsewhere. */
export function isOwnPicture(address: string): boolean {
  return /^\/media\//.test(address) || /^data:image\/(png|jpeg|gif|webp);base64,/i.test(address);
}

const isWebAddress = (address: string): boolean => /^(https?:\/\/|mailto:)/i.test(address);

interface Rule {
  pattern: RegExp;
  node(match: RegExpExecArray): Child | Child[];
}

const RULES: Rule[] = [
  { pattern: /\\([\\`*_{}[\]()#+\-.!~|<>$])/y, node: (match) => match[1] as string },
  {
    pattern: /(`+)(?!`)([\s\S]*?[^`])\1(?!`)/y,
    node: (match) => h("code", null, (match[2] as string).trim()),
  },
  {
    pattern: /\$\$([^$]+)\$\$|\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\d)/y,
    node: (match) => formula(match[1] ?? (match[2] as string), match[1] !== undefined),
  },
  {
    pattern: /!\[([^\]]*)\]\(\s*<?([^\s)>]+)>?(?:\s+"[^"]*")?\s*\)/y,
    node: (match) => picture(match[2] as string, match[1] as string),
  },
  {
    pattern: /\[((?:[^[\]]|\[[^\]]*\])+)\]\(\s*<?([^\s)>]+)>?(?:\s+"[^"]*")?\s*\)/y,
    node: (match) => link(match[2] as string, inline(match[1] as string)),
  },
  {
    pattern: /<((?:https?:\/\/|mailto:)[^\s>]+)>/y,
    node: (match) => link(match[1] as string, [match[1] as string]),
  },
  {
    pattern: /https?:\/\/[^\s<>()（）。，、；]+[^\s<>()（）。，、；.,;:!?'"]/y,
    node: (match) => link(match[0], [match[0]]),
  },
  {
    pattern: /\*\*\*(?=\S)([\s\S]*?\S)\*\*\*/y,
    node: (match) => h("strong", null, h("em", null, inline(match[1] as string))),
  },
  {
    pattern: /\*\*(?=\S)([\s\S]*?\S)\*\*(?!\*)/y,
    node: (match) => h("strong", null, inline(match[1] as string)),
  },
  {
    pattern: /__(?=\S)([\s\S]*?\S)__(?!\w)/y,
    node: (match) => h("strong", null, inline(match[1] as string)),
  },
  { pattern: /~~(?=\S)([\s\S]*?\S)~~/y, node: (match) => h("del", null, inline(match[1] as string)) },
  {
    pattern: /\*(?=[^\s*])([\s\S]*?[^\s*])\*(?!\*)/y,
    node: (match) => h("em", null, inline(match[1] as string)),
  },
  {
    pattern: /(?<!\w)_(?=[^\s_])([\s\S]*?[^\s_])_(?!\w)/y,
    node: (match) => h("em", null, inline(match[1] as string)),
  },
  { pattern: / {2,}\n/y, node: () => h("br") },
];

const SPECIAL = /[\\`$![<h*_~ ]/g;

export function inline(text: string): Child[] {
  const nodes: Child[] = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const special = SPECIAL.exec(text);
    const next = special ? special.index : text.length;
    plain += text.slice(at, next);
    at = next;
    if (at >= text.length) break;
    const found = firstMatch(text, at);
    if (!found) {
      plain += text[at++];
      continue;
    }
    if (plain) nodes.push(plain);
    plain = "";
    nodes.push(...[found.node].flat());
    at = found.end;
  }
  if (plain) nodes.push(plain);
  return nodes;
}

function firstMatch(text: string, at: number): { node: Child | Child[]; end: number } | null {
  for (const { pattern, node } of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) {
      // Nested calls move `lastIndex` of the same pattern, so the end is read first.
      const end = pattern.lastIndex;
      return { node: node(match), end };
    }
  }
  return null;
}

function link(address: string, children: Child[]): Child | Child[] {
  if (!isWebAddress(address)) return children;
  return h(
    "a",
    { href: address, target: "_blank", rel: "noopener noreferrer nofollow", title: address },
    children,
  );
}

export function picture(address: string, alt: string): VNode {
  if (isOwnPicture(address)) return h("img", { src: address, alt, loading: "lazy" });
  return h(
    "span",
    { class: "no-picture", title: address },
    t("chat.remote_picture", { alt: alt || address.slice(0, 80) }),
  );
}
