import type { HomeDay } from "@/api/types";
import { home } from "@/i18n/home";
import { useLocale, useText } from "@/i18n/react";
import { duration, number } from "@/parts/figures";

/** Items done, day by day. Plain boxes: the chart library would double what this page loads. */
export function DaysChart({ days }: { days: HomeDay[] }) {
  const t = useText(home);
  const locale = useLocale();
  const most = Math.max(1, ...days.map(({ items }) => items));
  return (
    <ol className="days">
      {days.map(({ date, items, active_seconds }) => (
        <li
          key={date}
          title={`${date}: ${t("dayItems", { count: items })} · ${duration(active_seconds, locale)}`}
        >
          <b>{items > 0 && number(items, locale)}</b>
          <i style={{ height: `${(items / most) * 100}%` }} />
          <small className="quiet">{Number(date.slice(8))}</small>
        </li>
      ))}
    </ol>
  );
}
