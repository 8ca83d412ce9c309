/** What is asked about the objects chosen: their attributes, and the questions about regions. */

import type { Bench } from "../bench/bench";
import { attributed } from "../core/commands";
import { attributeId } from "../core/job";
import type { AnnotatedObject } from "../core/model";
import { same } from "../core/model";
import { attributesAsked } from "../core/questions";
import type { Question } from "../core/schema";
import { nothingAbout } from "../fields/kind";
import { named, t } from "../i18n";
import { h, type VNode } from "../ui/dom";
import { keySign } from "./keys";
import { questionList, questionNode } from "./questions";

export function attributesPanel(bench: Bench, floating: boolean): VNode | null {
  const { job } = bench;
  if (!job || job.selection.size === 0) return null;
  const objects = job.selection.ids.flatMap((id) => job.store.objects.get(id) ?? []);
  const [first] = objects;
  const single = job.selection.single;
  if (single && job.store.suggestion(single)) return suggestionPanel(bench, single, floating);
  if (!first || objects.some((object) => object.class !== first.class)) return null;
  const attributes = sharedAttributes(bench, objects);
  const regions = single
    ? questionList(job, (ask) => ask.field.of === "region" && ask.key === single, bench.editable)
    : null;
  const faults =
    single && (job.checked || job.refusal.length) ? job.faults().filter((one) => one.object === single) : [];
  const own = faults.filter((one) => !one.attribute && !one.field);
  if (attributes.length === 0 && !regions && own.length === 0) return null;
  return h(
    "section",
    {
      key: "attributes",
      class: floating ? "attributes floating" : "attributes",
      style: floating ? place(bench, first.id) : null,
    },
    h(
      "h2",
      { style: `--class:${bench.classes.color(first.class)}` },
      h("span", { class: "dot" }),
      named(bench.classOf(first)),
      objects.length > 1 && h("span", { class: "count" }, objects.length),
    ),
    own.map(({ text }) =>
      h("p", { class: "fault" }, typeof text === "string" ? text : t(text.key, text.params)),
    ),
    attributes.map((attribute) =>
      attributeNode(
        bench,
        objects,
        attribute,
        faults.filter((one) => one.attribute === attribute.name),
      ),
    ),
    regions,
  );
}

function sharedAttributes(bench: Bench, objects: readonly AnnotatedObject[]): Question[] {
  const all = objects[0] ? (bench.classOf(objects[0]).attributes ?? []) : [];
  const askedOf = objects.map((object) => new Set(attributesAsked(all, object).map((one) => one.name)));
  return all.filter((attribute) => askedOf.every((names) => names.has(attribute.name)));
}

function attributeNode(
  bench: Bench,
  objects: readonly AnnotatedObject[],
  attribute: Question,
  faults: Parameters<typeof questionNode>[0]["faults"],
): VNode {
  const values = objects.map(
    (object) => object.attributes?.[attribute.name] ?? attribute.default ?? undefined,
  );
  const common = values.every((value) => same(value, values[0])) ? values[0] : undefined;
  const ids = objects.map((object) => object.id);
  return questionNode({
    question: attribute,
    value: common,
    current: () => attributeValue(bench, ids[0], attribute),
    set: (value, typing) => {
      const job = bench.job as NonNullable<Bench["job"]>;
      job.apply(
        "attribute",
        attributed(job.store, ids, attribute.name, value),
        typing ? `attribute ${attribute.name} ${ids.join(" ")}` : undefined,
      );
    },
    about: nothingAbout,
    id: `attribute-${attribute.name}`,
    disabled: !bench.editable,
    hot: objects.length === 1 && bench.job?.activeAsk === attributeId(attribute),
    activate: () =>
      bench.job?.activeAsk !== attributeId(attribute) && bench.job?.activate(attributeId(attribute)),
    faults,
  });
}

function attributeValue(bench: Bench, id: string | undefined, attribute: Question): unknown {
  const object = id ? bench.job?.store.objects.get(id) : undefined;
  return object?.attributes?.[attribute.name] ?? attribute.default ?? undefined;
}

function suggestionPanel(bench: Bench, id: string, floating: boolean): VNode {
  const object = bench.job?.store.suggestion(id) as AnnotatedObject;
  const command = (name: string) => () => bench.keymap.find(name)?.run();
  return h(
    "section",
    {
      key: "attributes",
      class: floating ? "attributes floating" : "attributes",
      style: floating ? place(bench, id) : null,
    },
    h(
      "h2",
      { style: `--class:${bench.classes.color(object.class)}` },
      h("span", { class: "dot" }),
      t("suggestion"),
      " · ",
      named(bench.classOf(object)),
    ),
    h(
      "div",
      { class: "buttons" },
      h(
        "button",
        { type: "button", class: "primary", onclick: command("accept") },
        t("command.accept"),
        keySign(bench, "accept"),
      ),
      h(
        "button",
        { type: "button", onclick: command("remove") },
        t("command.reject"),
        keySign(bench, "remove"),
      ),
    ),
  );
}

const WIDTH = 250;
const GAP = 14;

/** Beside the object, on the side with room. */
function place(bench: Bench, id: string): string {
  const rect = bench.editor.placeOf(id);
  const stage = bench.editor.element.getBoundingClientRect();
  if (!rect) return "right:8px;top:8px";
  const right = rect.right - stage.left + GAP;
  const left = rect.left - stage.left - GAP - WIDTH;
  const x = right + WIDTH < stage.width ? right : left > 0 ? left : stage.width - WIDTH - 8;
  const y = Math.max(8, Math.min(stage.height - 220, rect.top - stage.top));
  return `left:${Math.round(x)}px;top:${Math.round(y)}px;max-height:${Math.round(stage.height - y - 8)}px`;
}
