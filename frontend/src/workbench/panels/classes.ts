/** Classes with their colours and keys, and how the active one is to be marked. */

import type { Bench } from "../bench/bench";
import { chooseClass } from "../bench/editing";
import { keyLabel } from "../core/keymap";
import type { Example, ObjectClass } from "../core/schema";
import { inWords, named, t } from "../i18n";
import { h, type VNode } from "../ui/dom";
import { shapeIcon } from "../ui/icons";

export function classesPanel(bench: Bench): VNode | null {
  const { all } = bench.classes;
  if (all.length === 0) return null;
  const chosen = shownClass(bench);
  return h(
    "aside",
    { key: "classes", class: "classes", "aria-label": t("classes") },
    h("h2", null, t("classes")),
    h(
      "ul",
      null,
      all.map((cls) => classRow(bench, cls, chosen?.name === cls.name)),
    ),
    chosen && classHelp(bench, chosen),
  );
}

/** The class of what is chosen, else the one to be drawn. */
function shownClass(bench: Bench): ObjectClass | undefined {
  const single = bench.job?.selection.single;
  const object = single ? bench.job?.object(single) : undefined;
  return bench.classes.get(object?.class ?? bench.activeClass ?? "");
}

function classRow(bench: Bench, cls: ObjectClass, chosen: boolean): VNode {
  const key = bench.keys.get(cls.name);
  const count =
    bench.job?.store.objects.list().reduce((sum, object) => sum + (object.class === cls.name ? 1 : 0), 0) ??
    0;
  const active = bench.activeClass === cls.name;
  return h(
    "li",
    { key: cls.name },
    h(
      "button",
      {
        type: "button",
        class: ["class", active && "active", chosen && "chosen"].filter(Boolean).join(" "),
        style: `--class:${bench.classes.color(cls.name)}`,
        "aria-pressed": String(active),
        title: [named(cls), inWords(cls.help), key && `[${keyLabel(key)}]`].filter(Boolean).join("\n"),
        disabled: !bench.editable,
        onclick: () => chooseClass(bench, cls),
      },
      shapeIcon(cls.shape),
      h("span", { class: "name" }, named(cls)),
      count > 0 && h("span", { class: "count" }, count),
      key && h("kbd", null, keyLabel(key)),
    ),
  );
}

function classHelp(bench: Bench, cls: ObjectClass): VNode | null {
  const help = inWords(cls.help);
  const examples = cls.examples ?? [];
  if (!help && examples.length === 0) return null;
  return h(
    "section",
    { class: "class-help" },
    h("h3", null, named(cls)),
    help && h("p", null, help),
    examples.map((example) => exampleNode(bench, example)),
  );
}

function exampleNode(bench: Bench, example: Example): VNode {
  return h(
    "figure",
    { class: example.good ? "example good" : "example bad" },
    h(
      "span",
      { class: "mark", title: t(example.good ? "example.good" : "example.bad") },
      example.good ? "✓" : "✗",
    ),
    example.image &&
      h("img", {
        src: `/api/projects/${bench.parts.place.project_id}/pictures/${example.image}`,
        alt: inWords(example.note),
        loading: "lazy",
      }),
    example.text && h("blockquote", null, example.text),
    h("figcaption", null, inWords(example.note)),
  );
}
