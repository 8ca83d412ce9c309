/** What checking and asking have to know of an item's content. */

import type { Content, Message } from "./wire";

export interface Facts {
  size: { width: number; height: number } | null;
  /** Texts that spans count in: `""` for a text item, `turn:0`, `response:a` for a chat. */
  texts: Map<string, string>;
  /** Role of each turn. */
  turns: string[];
  responses: string[];
}

/**
 * The text of a message: it is one, or it is content parts of which some are texts.
 * The server joins them in the same way (`production/contents.py`); spans count in this text.
 */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part) => (part as { text?: unknown } | null)?.text)
    .filter((text) => typeof text === "string" && text !== "")
    .join("\n");
}

export const textOfMessages = (messages: readonly Message[]): string =>
  messages.map((message) => textOf(message.content)).join("\n");

export function factsOf(content: Content): Facts {
  const facts: Facts = { size: null, texts: new Map(), turns: [], responses: [] };
  if (content.kind === "image") facts.size = { width: content.width, height: content.height };
  else if (content.kind === "text") facts.texts.set("", content.text);
  else if (content.kind === "chat") {
    content.messages.forEach((message, index) => {
      facts.turns.push(message.role);
      facts.texts.set(`turn:${index}`, textOf(message.content));
    });
    for (const response of content.responses ?? []) {
      facts.responses.push(response.id);
      facts.texts.set(`response:${response.id}`, textOfMessages(response.messages));
    }
  }
  return facts;
}
