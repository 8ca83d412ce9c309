import type { SampleItem } from "@/api/types";

/** The next item that nobody looked at, after this place and then from the start; else the one after. */
export function nextOpen(items: Pick<SampleItem, "ok">[], place: number): number {
  const after = items.findIndex((item, at) => at > place && item.ok === null);
  if (after >= 0) return after;
  const first = items.findIndex((item) => item.ok === null);
  return first >= 0 ? first : Math.min(Math.max(place, 0), items.length - 1);
}
