/** The line on top: which item, what is saved where, the time, and the one button that goes on. */

import type { Bench } from "../bench/bench";
import { handIn } from "../bench/handing_in";
import { takeNewer } from "../bench/keeping";
import { duration, type MessageKey, t } from "../i18n";
import { attemptOf } from "../sync/exam_server";
import { h, type VNode } from "../ui/dom";
import { sign } from "../ui/icons";
import { keySign, titled } from "./keys";

export function topbar(bench: Bench): VNode {
  const { place, loop, server } = bench.parts;
  const attempt = attemptOf(server);
  const { job } = bench;
  const home = attempt === null ? "/" : `/attempts/${attempt}`;
  const back = t(attempt === null ? "home" : "exam.back");
  return h(
    "header",
    { key: "topbar", class: "topbar" },
    h("a", { class: "home", href: home, title: back, "aria-label": back }, sign("back")),
    h(
      "div",
      { class: "where" },
      h("span", { class: "project", title: place.name }, place.name),
      job && h("span", { class: "item", title: job.lease.name }, job.lease.name),
      job?.lease.rework && h("span", { class: "tag warning" }, t("rework")),
      bench.task !== "annotate" && h("span", { class: "tag" }, t(`task.${bench.task}`)),
    ),
    h("div", { class: "space" }),
    job && undoButtons(bench),
    savedState(bench),
    h(
      "div",
      { class: "figures" },
      job && h("span", { title: t("time.item") }, duration(bench.activeSeconds)),
      attempt === null &&
        h(
          "span",
          { title: t("time.today") },
          t("today", { items: bench.task === "annotate" ? loop.today.items : loop.today.reviews }),
          " · ",
          duration(loop.today.active_seconds),
        ),
    ),
    bench.task === "review" &&
      place.media === "image" &&
      h("a", { class: "button", href: `${location.pathname}?grid` }, t("grid.open")),
    tool(bench, "guide", "guide"),
    attempt === null && tool(bench, "questions", "ask", bench.threads.length),
    tool(bench, "help", "help"),
    tool(bench, "settings", "settings"),
    attempt === null && bench.task === "annotate" && job && tool(bench, "skip", "skip"),
    job && bench.task === "annotate" && submitButton(bench),
  );
}

function undoButtons(bench: Bench): VNode {
  const store = bench.job?.store;
  const button = (id: "undo" | "redo", able: boolean) => {
    const command = bench.keymap.find(id);
    const title = titled(bench, id);
    return h(
      "button",
      {
        type: "button",
        class: "sign",
        title,
        "aria-label": title,
        disabled: !able,
        onclick: () => command?.run(),
      },
      sign(id),
    );
  };
  return h(
    "div",
    { class: "pair" },
    button("undo", store?.canUndo ?? false),
    button("redo", store?.canRedo ?? false),
  );
}

const SAVED: Record<string, MessageKey> = {
  unchanged: "saved.there",
  changing: "saved.changing",
  here: "saved.here",
  there: "saved.there",
  conflict: "saved.conflict",
};

/** What is kept on this computer and what on the server. */
function savedState(bench: Bench): VNode {
  const { loop, drafts, local } = bench.parts;
  const words: string[] = [];
  let look = drafts.state === "conflict" ? "bad" : drafts.state === "changing" ? "busy" : "good";
  if (loop.network === "cut" || loop.network === "failing") {
    words.push(t(`network.${loop.network}`));
    look = "warn";
  } else if (loop.network === "signed_out") {
    words.push(t("network.signed_out"));
    look = "bad";
  }
  if (loop.unsent > 0) {
    words.push(t("saved.unsent", { count: loop.unsent }));
    if (look === "good") look = "busy";
  } else if (bench.job) words.push(t(SAVED[drafts.state] as MessageKey));
  if (!local.lasting) words.push(t("saved.passing"));
  const refused = loop.refused.length;
  const kept = bench.parts.keeper.works.length;
  return h(
    "div",
    { class: `saved ${look}`, role: "status" },
    h("span", { class: "lamp" }),
    h("span", null, words.join(" · ")),
    loop.network === "signed_out" &&
      h("a", { href: "/login", target: "_blank", onclick: () => bench.resume() }, t("network.sign_in")),
    drafts.state === "conflict" &&
      h("button", { type: "button", class: "link", onclick: () => takeNewer(bench) }, t("saved.take_newer")),
    refused > 0 &&
      h(
        "button",
        { type: "button", class: "link bad", onclick: () => bench.toggle("refused") },
        t("refused.count", { count: refused }),
      ),
    kept > 0 &&
      h(
        "button",
        { type: "button", class: "link", onclick: () => bench.toggle("refused") },
        t("kept.count", { count: kept }),
      ),
  );
}

function tool(
  bench: Bench,
  panel: "guide" | "questions" | "help" | "skip" | "settings",
  id: string,
  count = 0,
): VNode {
  return h(
    "button",
    {
      type: "button",
      class: bench.panel === panel ? "bar-button active" : "bar-button",
      title: titled(bench, id),
      onclick: () => bench.toggle(panel),
    },
    t(`bar.${panel}`),
    count > 0 && h("span", { class: "count" }, count),
  );
}

function submitButton(bench: Bench): VNode {
  const faults = bench.job?.checked ? bench.job.faults().length : 0;
  return h(
    "button",
    {
      type: "button",
      class: faults ? "primary submit faulty" : "primary submit",
      title: titled(bench, "submit"),
      onclick: () => handIn(bench),
    },
    t("submit"),
    faults > 0 && h("span", { class: "count" }, faults),
    keySign(bench, "submit"),
  );
}
