/** What is finished here and must reach the server, in order and once. */

import type { Lease, Outcome, Problem, ReviewSubmission, SkipReason, Submission, Task } from "../core/wire";

export interface Skip {
  lease_id: number;
  reason: SkipReason;
  note: string;
}

export type Deed =
  | { kind: "submit"; body: Submission }
  | { kind: "verdict"; body: ReviewSubmission }
  | { kind: "skip"; body: Skip }
  | { kind: "hand_back"; body: number };

export interface Finished {
  /** Made here, so that a repeat is harmless. */
  id: string;
  project: number;
  task: Task;
  at: number;
  deed: Deed;
  /** Kept whole, so that it can be opened again when the server refuses. */
  lease: Lease;
  /** Why the server would not take it; it is then not sent again by itself. */
  refused?: Problem;
}

/** At most this many in one request; the server takes 200. */
const BATCH = 50;

export interface WorkBody {
  submit: unknown[];
  skip?: Skip[];
  hand_back: number[];
  want: number;
  holding: number[];
  task?: Task;
}

/** The next request: the oldest that wait, all of one task. */
export function bodyOf(
  batch: readonly Finished[],
  task: Task,
  want: number,
  holding: readonly number[],
): WorkBody {
  const bodies = (kind: Deed["kind"]) => batch.flatMap(({ deed }) => (deed.kind === kind ? [deed.body] : []));
  const common = { hand_back: bodies("hand_back") as number[], want, holding: [...holding] };
  if (task === "annotate") return { submit: bodies("submit"), skip: bodies("skip") as Skip[], ...common };
  return { task, submit: bodies("verdict"), ...common };
}

export const batchOf = (waiting: readonly Finished[]): Finished[] =>
  waiting.filter((one) => !one.refused).slice(0, BATCH);

/** How the server names the deed in its outcomes. */
export const outcomeId = ({ deed, lease }: Finished): string =>
  deed.kind === "submit" || deed.kind === "verdict" ? deed.body.id : String(lease.id);

export interface Settled {
  done: Finished[];
  refused: Finished[];
  /** The lease had ended and the item went on: the server has kept the answer, and it counts for nothing. */
  late: Finished[];
}

/** What became of each of the batch; one that the server does not mention is taken as done. */
export function settle(batch: readonly Finished[], outcomes: readonly Outcome[]): Settled {
  const known = new Map(outcomes.map((outcome) => [String(outcome.id), outcome]));
  const settled: Settled = { done: [], refused: [], late: [] };
  for (const one of batch) {
    const outcome = known.get(outcomeId(one));
    if (outcome?.status === "refused") settled.refused.push({ ...one, refused: outcome.problem ?? {} });
    else if (outcome?.status === "late") settled.late.push(one);
    else settled.done.push(one);
  }
  return settled;
}
