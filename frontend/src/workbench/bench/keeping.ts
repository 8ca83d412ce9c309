/** Nothing that was worked on is thrown away: what its lease no longer carries is put aside and offered. */

import { replaced } from "../core/commands";
import { t } from "../i18n";
import type { KeptWork } from "../sync/local";
import type { Bench } from "./bench";

/** Puts aside the work of leases that end before it is handed in. */
export function keepLost(bench: Bench): void {
  const { loop, keeper, drafts } = bench.parts;
  loop.lost.on((leases) => {
    for (const lease of leases) {
      const { job } = bench;
      if (job?.lease.id !== lease.id) void keeper.lost(lease);
      else {
        const worked = job.store.canUndo;
        void keeper.keep(job, "lost");
        bench.say(t(worked ? "lease.lost" : "lease.withdrawn", { name: lease.name }), "fault");
      }
    }
  });
  drafts.ended.on((id) => void loop.withdraw([id]));
  keeper.changed.on(() => bench.changed.emit());
}

/** Another computer saved a newer draft of this item: take that one; the own work is offered beside it. */
export function takeNewer(bench: Bench): void {
  const { job } = bench;
  const { keeper, local, loop } = bench.parts;
  if (!job) return;
  const { lease } = job;
  const kept = keeper.keep(job, "outrun");
  bench.clear();
  void kept.then(() => local.dropJournal(lease.id)).then(() => loop.refetch(lease));
}

/** The work of the item that was put aside comes back, as one step that can be undone. */
export function takeKept(bench: Bench, work: KeptWork): void {
  const { job } = bench;
  if (!job) return;
  job.apply("kept", replaced(job.store, work.document));
  bench.parts.keeper.drop(work);
}

/** As a file, for work whose item does not come back. */
export function download(work: KeptWork): void {
  const blob = new Blob([JSON.stringify(work.document, null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${work.name}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
