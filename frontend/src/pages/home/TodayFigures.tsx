import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMyPay } from "@/api/earnings";
import type { Today } from "@/api/types";
import { pay as payWords } from "@/i18n/earnings";
import { home } from "@/i18n/home";
import { useLocale, useText } from "@/i18n/react";
import { duration, number } from "@/parts/figures";
import { yuan } from "@/parts/money";

/** What the person did today, in large figures. */
export function TodayFigures({ today }: { today: Today }) {
  const t = useText(home);
  const words = useText(payWords);
  const locale = useLocale();
  const pay = useMyPay();
  const figures: { label: string; value: ReactNode; help?: string }[] = [
    { label: t("todayItems"), value: number(today.items, locale) },
    { label: t("todayObjects"), value: number(today.objects, locale) },
    ...(today.reviews > 0 ? [{ label: t("todayReviews"), value: number(today.reviews, locale) }] : []),
    ...(pay.data && pay.data.today_fen > 0
      ? [{ label: words("todayPay"), value: <Link to="/pay">{yuan(pay.data.today_fen, locale)}</Link> }]
      : []),
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
