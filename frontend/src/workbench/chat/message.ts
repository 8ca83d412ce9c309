/** One message: its text as Markdown, its pictures where they are ours, its calls of tools. */

import type { Message } from "../core/wire";
import { h, type VNode } from "../ui/dom";
import { picture } from "./inline";
import { markdown } from "./markdown";

interface Part {
  type?: string;
  text?: unknown;
  image_url?: string | { url?: string };
}

interface Call {
  function?: { name?: string; arguments?: string };
}

export function messageBody(message: Message, { withoutText = false } = {}): VNode {
  const parts: Part[] = Array.isArray(message.content)
    ? (message.content as Part[])
    : [{ text: message.content }];
  return h(
    "div",
    { class: "markdown" },
    parts.map((part) => partNode(part, withoutText)),
    (message.tool_calls as Call[] | null | undefined)?.map(callNode),
  );
}

function partNode(part: Part | null, withoutText: boolean): VNode | VNode[] | null {
  if (typeof part?.text === "string") return withoutText ? null : markdown(part.text);
  const address = typeof part?.image_url === "string" ? part.image_url : part?.image_url?.url;
  return address ? picture(address, "") : null;
}

function callNode(call: Call): VNode {
  return h(
    "details",
    { class: "call", open: true },
    h("summary", null, call.function?.name ?? "?"),
    h("pre", null, h("code", null, pretty(call.function?.arguments))),
  );
}

function pretty(json: string | undefined): string {
  try {
    return JSON.stringify(JSON.parse(json ?? ""), null, 2);
  } catch {
    return json ?? "";
  }
}
