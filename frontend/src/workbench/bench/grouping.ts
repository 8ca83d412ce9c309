/** Objects that belong together: chosen, moved and copied as one. */

import { patched } from "../core/commands";
import type { Job } from "../core/job";

/** Names for new groups of the item, each another one. */
export function groupNames(job: Job): () => string {
  const used = new Set(job.store.objects.list().map((object) => object.group));
  let number = 0;
  return () => {
    do number++;
    while (used.has(`g${number}`));
    return `g${number}`;
  };
}

export function group(job: Job): void {
  const ids = job.selection.ids.filter((id) => job.store.objects.has(id));
  if (ids.length < 2) return;
  const name = groupNames(job)();
  job.apply(
    "group",
    ids.flatMap((id) => patched(job.store, id, { group: name })),
  );
}

export function ungroup(job: Job): void {
  job.apply(
    "ungroup",
    job.selection.ids.flatMap((id) =>
      job.store.objects.get(id)?.group ? patched(job.store, id, { group: undefined }) : [],
    ),
  );
}
