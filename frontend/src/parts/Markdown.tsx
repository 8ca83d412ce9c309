import MarkdownIt from "markdown-it";
import { useMemo } from "react";

// Raw HTML stays text, and links are checked by the renderer: what people write cannot run.
const renderer = new MarkdownIt({ html: false, linkify: true, breaks: true });

/** Written rules and answers, as they are meant to be read. */
export function Markdown({ text }: { text: string }) {
  const html = useMemo(() => renderer.render(text), [text]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the renderer escapes all HTML in the text
  return <div className="markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}
