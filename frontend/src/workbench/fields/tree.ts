import type { Option } from "../core/schema";
import { h } from "../ui/dom";
import type { FieldKind } from "./kind";
import { optionList, optionNamed, wordsOf } from "./options";

const pathOf = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

/** The options of each level that the path opens; the last level may be empty. */
function levels(options: readonly Option[], path: readonly string[]): (readonly Option[])[] {
  const list: (readonly Option[])[] = [options];
  for (const name of path) {
    const children = optionNamed(list.at(-1), name)?.children ?? [];
    if (children.length === 0) break;
    list.push(children);
  }
  return list;
}

/** One node of a tree of options, chosen level by level. */
export const tree: FieldKind = {
  faults(question, value) {
    const path = pathOf(value);
    const open = levels(question.options ?? [], path).length > path.length;
    return question.leaves_only && open ? [{ key: "fault.not_a_leaf" }] : [];
  },
  render({ question, value, current, set, id, disabled, hot }) {
    const path = pathOf(value);
    const open = levels(question.options ?? [], path);
    return h(
      "div",
      { class: "tree" },
      open.map((options, depth) =>
        optionList({
          kind: "radio",
          group: `${id}-${depth}`,
          options,
          isChosen: (name) => path[depth] === name,
          choose: (name) => {
            const now = pathOf(current());
            const next = now[depth] === name ? now.slice(0, depth) : [...now.slice(0, depth), name];
            set(next.length ? next : undefined);
          },
          disabled,
          hot: hot && depth === open.length - 1,
        }),
      ),
    );
  },
  pick({ question, value }, n) {
    const path = pathOf(value);
    const open = levels(question.options ?? [], path);
    const depth = open.length - 1;
    const option = open[depth]?.[n - 1];
    if (!option) return undefined;
    return { value: [...path.slice(0, depth), option.name], done: !option.children?.length };
  },
  words(question, value) {
    const path = pathOf(value);
    const open = levels(question.options ?? [], path);
    return path.map((name, depth) => wordsOf(open[depth] as Option[], name)).join(" › ");
  },
};
