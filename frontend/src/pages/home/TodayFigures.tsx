import type { Today } from "@/api/types";
import { home } from "@/i18n/home";
import { useLocale, useText } from "@/i18n/react";
import { duration, number } from "@/parts/figures";

/** What the person did today, in large figures. */
export function TodayFigures({ today }: { today: Today }) {
  const t = useText(home);
  const locale = useLocale();
  const figures = [
    { label: t("todayItems"), value: number(today.items, locale) },
    { label: t("todayObjects"), value: number(today.objects, locale) },
    ...(today.reviews > 0 ? [{ label: t("todayReviews"), value: number(today.reviews, locale) }] : []),
    { label: t("todayTime"), value: duration(today.active_seconds, locale), help: t("howCounted") },
  ];
  return (
    <dl className="figures">
      {figures.map(({ label, value, help }) => (
        <div key={label} className="card" title={help}>
          <dt className="quiet">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
