/** Questions about the item and their answers. */

import type { Bench } from "../bench/bench";
import type { Thread } from "../core/wire";
import { t } from "../i18n";

const path = (bench: Bench): string => `/api/projects/${bench.parts.place.project_id}/threads`;

export async function loadThreads(bench: Bench): Promise<void> {
  const { job } = bench;
  if (!job) return;
  try {
    const page = await bench.parts.server.call<{ rows: Thread[] }>(
      "GET",
      `${path(bench)}?item_id=${job.lease.item_id}`,
    );
    if (bench.job !== job) return;
    bench.threads = page.rows;
    bench.changed.emit();
  } catch {
    // Questions are a help beside the work; without a network there are none to see.
  }
}

export async function ask(bench: Bench, text: string): Promise<boolean> {
  const item = bench.job?.lease.item_id;
  if (!text.trim() || item === undefined) return false;
  return send(bench, path(bench), { text: text.trim(), item_id: item });
}

export async function reply(bench: Bench, thread: number, text: string): Promise<boolean> {
  if (!text.trim()) return false;
  return send(bench, `${path(bench)}/${thread}/posts`, { text: text.trim() });
}

async function send(bench: Bench, address: string, body: unknown): Promise<boolean> {
  try {
    await bench.parts.server.call("POST", address, body);
  } catch (error) {
    bench.say(error instanceof Error && error.message ? error.message : t("questions.failed"), "fault");
    return false;
  }
  await loadThreads(bench);
  return true;
}
