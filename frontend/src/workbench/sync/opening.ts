/** What the workbench opens from: the server, or, while it is out of reach, what it said last. */

import { LAST_PERSON } from "../../offline/names";
import type { Me, Task, Workplace } from "../core/wire";
import { BrowserLocal, type Local, type Snapshot } from "./local";
import { type Server, Unreachable } from "./server";

export interface Opened extends Snapshot {
  local: Local;
  /** The server has not answered: `me` and `place` are as they were last. */
  away: boolean;
}

export interface Seating {
  server: Server;
  task: Task;
  /** Of the path: the project, or the attempt. */
  number: number;
  exam: boolean;
}

/** After this long without an answer the copy is taken, where there is one. */
const PATIENCE_MS = 5_000;

export const placeOf = ({ task, number, exam }: Seating): string => `${exam ? "exam" : task}/${number}`;

/** Tasks of an exam and leases are numbered apart: so are their journals. */
const ownerOf = (person: number, { exam, number }: Seating): number | string =>
  exam ? `${person}-exam-${number}` : person;

export async function openPlace(seating: Seating): Promise<Opened> {
  const asked = ask(seating);
  asked.catch(() => {});
  const copy = await lastKnown(seating);
  try {
    const { me, place } = await (copy ? within(PATIENCE_MS, asked) : asked);
    const same = copy?.me.person_id === me.person_id;
    const local = same && copy ? copy.local : await BrowserLocal.open(ownerOf(me.person_id, seating));
    const schemas = same && copy ? copy.schemas : {};
    remember(me);
    local.keepSnapshot(placeOf(seating), { me, place, schemas }).catch(() => {});
    return { me, place, schemas, local, away: false };
  } catch (error) {
    if (error instanceof Unreachable && copy) return copy;
    throw error;
  }
}

async function ask({ server, task, number }: Seating): Promise<{ me: Me; place: Workplace }> {
  const [me, place] = await Promise.all([
    server.call<Me>("GET", "/api/me"),
    server.call<Workplace>("GET", `/api/projects/${number}/workplace?task=${task}`),
  ]);
  return { me, place };
}

function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Unreachable("no answer")), ms));
  return Promise.race([promise, late]);
}

async function lastKnown(seating: Seating): Promise<Opened | null> {
  const person = Number(localStorage.getItem(LAST_PERSON));
  if (!person) return null;
  const local = await BrowserLocal.open(ownerOf(person, seating));
  const snapshot = await local.snapshot(placeOf(seating)).catch(() => null);
  return snapshot && { ...snapshot, local, away: true };
}

function remember(me: Me): void {
  try {
    localStorage.setItem(LAST_PERSON, String(me.person_id));
  } catch {
    // Without it the workbench does not open without a network; nothing else is missing.
  }
}
