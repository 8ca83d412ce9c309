import type { Counts, ItemState } from "@/api/types";
import { useLocale, useText } from "@/i18n/react";
import { itemStateWords } from "@/i18n/words";
import { number, percent } from "@/parts/figures";
import { itemColours } from "@/parts/Tags";

const order: ItemState[] = [
  "delivered",
  "accepted",
  "review",
  "adjudication",
  "returned",
  "open",
  "excluded",
];

/** One bar of all items, a piece for each state, and its legend with numbers. */
export function StatesBar({ counts }: { counts: Counts }) {
  const state = useText(itemStateWords);
  const locale = useLocale();
  const held = order.filter((one) => counts[one] > 0);
  return (
    <>
      <div className="states-bar" aria-hidden="true">
        {held.map((one) => (
          <div key={one} style={{ flexGrow: counts[one], background: itemColours[one] }} />
        ))}
      </div>
      <ul className="states-legend">
        {held.map((one) => (
          <li key={one}>
            <i className="swatch" style={{ background: itemColours[one] }} />
            {state(one)} <b>{number(counts[one], locale)}</b>
            <span className="quiet">{percent(counts[one] / counts.total, locale, 1)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
