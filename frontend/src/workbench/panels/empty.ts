/** What stands where the item would be: the way to it, or why there is none. */

import type { Bench } from "../bench/bench";
import { type MessageKey, t } from "../i18n";
import { attemptOf } from "../sync/exam_server";
import { h, type VNode } from "../ui/dom";

const REASONS: Record<string, MessageKey> = {
  done: "nothing.done",
  waiting: "nothing.waiting",
  skill: "nothing.skill",
  cap: "nothing.cap",
  paused: "nothing.paused",
  not_assigned: "nothing.not_assigned",
  schema: "nothing.schema",
};

export function emptyState(bench: Bench): VNode {
  const { loop } = bench.parts;
  const again = h(
    "button",
    { type: "button", class: "primary", onclick: () => void loop.sync() },
    t("again"),
  );
  if (bench.away) {
    const here = h(
      "button",
      { type: "button", class: "primary", onclick: () => location.reload() },
      t("tabs.here"),
    );
    return state(t("tabs.away"), t("tabs.kept"), here);
  }
  const home = h("a", { class: "button", href: "/" }, t("home"));
  if (loop.network === "signed_out") {
    return state(
      t("network.signed_out"),
      t("network.kept"),
      h("a", { class: "button primary", href: signIn() }, t("network.sign_in")),
    );
  }
  if (loop.network !== "fine") {
    const words = loop.unsent ? t("network.out_of_work", { count: loop.unsent }) : t("network.no_work");
    return state(t(`network.${loop.network}`), words, again);
  }
  if (!loop.ready) return state(t("loading"), null);
  if (!loop.nothing) return state(t("loading"), null);
  const attempt = attemptOf(bench.parts.server);
  if (attempt !== null) {
    const result = h("a", { class: "button primary", href: `/attempts/${attempt}` }, t("exam.result"));
    return state(t("exam.done"), loop.unsent ? t("network.kept") : null, result);
  }
  const key = REASONS[loop.nothing.reason];
  return state(key ? t(key) : t("nothing"), loop.nothing.message, again, home);
}

export const signIn = (): string => `/login?to=${encodeURIComponent(location.pathname)}`;

function state(title: string, words: string | null, ...actions: VNode[]): VNode {
  return h(
    "div",
    { key: "empty", class: "empty", role: "status" },
    h("h2", null, title),
    words && h("p", null, words),
    h("div", { class: "buttons" }, actions),
  );
}
