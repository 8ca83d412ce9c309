/** Ending the item on the screen: handing in, a verdict, skipping, giving back. */

import type { Fault } from "../core/faults";
import { uuid } from "../core/ids";
import type { Job } from "../core/job";
import { same } from "../core/model";
import { askId, handedIn } from "../core/questions";
import type { ReviewSubmission, SkipReason, Verdict } from "../core/wire";
import { t } from "../i18n";
import type { Deed } from "../sync/outbox";
import type { Bench } from "./bench";

/** Hands in what is on the screen, in the way that the task asks for, and goes on to the next. */
export function handIn(bench: Bench): void {
  const { job } = bench;
  if (!job) return;
  if (!isComplete(bench, job)) return;
  if (bench.task === "annotate") submit(bench, job);
  else judge(bench, job, wasChanged(job) ? "fix" : "pass");
}

function submit(bench: Bench, job: Job): void {
  const { activity, loop } = bench.parts;
  const document = job.result();
  const meansEmpty = document.objects.length === 0 && Object.keys(document.answers).length === 0;
  if (meansEmpty && !bench.emptyMeant) {
    bench.emptyMeant = true;
    bench.say(t("submit.empty"));
    return;
  }
  const active = loop.network === "fine" ? null : activity.seconds;
  end(bench, job, {
    kind: "submit",
    body: { id: uuid(), lease_id: job.lease.id, document, active_seconds: active },
  });
}

/** Sends the item back to its annotator, with the reasons. */
export function sendBack(bench: Bench): void {
  const { job, reviewing } = bench;
  if (!job || !reviewing) return;
  if (reviewing.empty) bench.say(t("review.reason_missing"), "fault");
  else judge(bench, job, "return");
}

function judge(bench: Bench, job: Job, verdict: Verdict): void {
  const { reviewing } = bench;
  if (!reviewing) return;
  const body: ReviewSubmission = {
    id: uuid(),
    lease_id: job.lease.id,
    verdict,
    comment: reviewing.comment.trim(),
    defects: reviewing.defects,
    fixed: verdict === "fix" ? job.result() : null,
    chosen:
      verdict === "pass" && bench.task === "adjudicate" ? (bench.answers[bench.answerAt]?.id ?? null) : null,
  };
  end(bench, job, { kind: "verdict", body });
}

/** Whether the document is another one than it was when it was opened. */
export function wasChanged(job: Job): boolean {
  if (!job.store.canUndo) return false;
  return !same(job.result(), handedIn(job.start, job.schema, job.facts, job.classes));
}

function isComplete(bench: Bench, job: Job): boolean {
  job.checked = true;
  const faults = job.faults().filter((fault) => !job.refusal.includes(fault));
  const open = job.store.openSuggestions();
  if (faults[0]) {
    pointTo(bench, faults[0]);
    bench.say(t("submit.faults", { count: faults.length }), "fault");
    return false;
  }
  if (open.length) {
    job.selection.set([(open[0] as { id: string }).id]);
    bench.say(t("submit.suggestions", { count: open.length }), "fault");
    return false;
  }
  return true;
}

/** Shows where a fault is. */
export function pointTo(bench: Bench, fault: Fault): void {
  const { job, editor } = bench;
  if (!job) return;
  if (fault.object && job.object(fault.object)) {
    job.selection.set([fault.object]);
    editor.reveal(fault.object);
  } else if (fault.field) {
    const ask = job.asks().find((one) => one.field.name === fault.field && one.key === fault.key);
    if (ask) job.activate(askId(ask));
    const id = `ask-${fault.field}${fault.key === undefined ? "" : `/${fault.key}`}`;
    document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }
  bench.changed.emit();
}

export function skip(bench: Bench, reason: SkipReason, note: string): void {
  const { job } = bench;
  if (!job) return;
  bench.closePanel();
  end(bench, job, { kind: "skip", body: { lease_id: job.lease.id, reason, note } });
}

export function handBack(bench: Bench): void {
  const { job } = bench;
  if (job) end(bench, job, { kind: "hand_back", body: job.lease.id });
}

function end(bench: Bench, job: Job, deed: Deed): void {
  bench.parts.drafts.close();
  bench.notice = null;
  // The journal stays until the server has the answer: a refused one is opened again with its undo.
  bench.parts.loop.finish(job.lease, deed);
}
