/** Two texts as one, with what was taken out and what was put in. */

import { wordDiff } from "../core/word_diff";
import { h, type VNode } from "./dom";

const known = new Map<string, VNode[]>();
const MOST_KNOWN = 20;

export function differences(before: string, after: string): VNode {
  const key = `${before}\u0000${after}`;
  let nodes = known.get(key);
  if (!nodes) {
    const tags = { same: "span", gone: "del", new: "ins" } as const;
    nodes = wordDiff(before, after).map(({ kind, text }) => h(tags[kind], null, text));
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, nodes);
  }
  return h("p", { class: "differences" }, nodes);
}
