/** What is kept on this computer besides the item on the screen: what waits, what was refused, what lost its lease. */

import type { Bench } from "../bench/bench";
import { download, takeKept } from "../bench/keeping";
import { moment, t } from "../i18n";
import type { KeptWork } from "../sync/local";
import { h, type VNode } from "../ui/dom";
import { drawer } from "./drawers";

export function keptDrawer(bench: Bench): VNode {
  const { loop, keeper } = bench.parts;
  const waiting = loop.waiting.filter((one) => !one.refused);
  return drawer(
    bench,
    t("kept.title"),
    h(
      "div",
      { class: "scroll", tabindex: 0 },
      part("waiting", waiting.length, t("kept.waiting", { count: waiting.length })),
      waiting.length > 0 && h("p", { class: "small" }, waiting.map((one) => one.lease.name).join("、")),
      part("refused", loop.refused.length, t("refused.title"), t("refused.why")),
      loop.refused.map((one) =>
        h(
          "article",
          { key: one.id, class: "thread" },
          h("strong", null, one.lease.name),
          h("p", { class: "fault" }, one.refused?.detail || one.refused?.title || t("refused.unknown")),
          buttons(
            [t("refused.open"), () => bench.reopen(one), "primary"],
            [t("refused.discard"), () => loop.discard(one)],
          ),
        ),
      ),
      part("lost", keeper.works.length, t("kept.lost"), t("kept.why")),
      keeper.works.map((work) =>
        h(
          "article",
          { key: work.lease_id, class: "thread" },
          h("strong", null, work.name),
          h("p", { class: "small" }, wordsOf(work)),
          buttons(
            [t("kept.download"), () => download(work)],
            [t("refused.discard"), () => keeper.drop(work)],
          ),
        ),
      ),
      waiting.length + loop.refused.length + keeper.works.length === 0 &&
        h("p", { class: "hint" }, t("kept.nothing")),
    ),
  );
}

/** Over the item whose earlier work was put aside. */
export function keptOffer(bench: Bench): VNode | null {
  const { job } = bench;
  const work = job && bench.parts.keeper.of(job.lease);
  if (!work) return null;
  return h(
    "section",
    { key: "kept", class: "returned", role: "note" },
    h("h2", null, t("kept.offer")),
    h("p", null, wordsOf(work)),
    buttons(
      [t("kept.take"), () => takeKept(bench, work), "primary"],
      [t("refused.discard"), () => bench.parts.keeper.drop(work)],
    ),
  );
}

function wordsOf(work: KeptWork): string {
  const at = moment(new Date(work.at).toISOString());
  const words = work.why === "lost" ? "kept.lost_at" : "kept.outrun";
  return t(words, { at, count: work.document.objects.length });
}

function part(key: string, count: number, title: string, why?: string): (VNode | false | undefined)[] {
  if (count === 0) return [];
  return [h("h3", { key }, title), why !== undefined && h("p", { class: "hint" }, why)];
}

function buttons(...of: [words: string, run: () => void, look?: string][]): VNode {
  return h(
    "div",
    { class: "buttons" },
    of.map(([words, run, look]) => h("button", { type: "button", class: look, onclick: run }, words)),
  );
}
