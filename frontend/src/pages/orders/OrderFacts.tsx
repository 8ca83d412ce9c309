import { Descriptions } from "antd";
import type { OrderDetail } from "@/api/types";
import { orders, unitCountWords, unitWords } from "@/i18n/orders";
import { useLocale, useText } from "@/i18n/react";
import { mediaWords } from "@/i18n/words";
import { day, percent } from "@/parts/figures";
import { yuan } from "@/parts/money";

/** What is ordered, at what price, and under which rules. */
export function OrderFacts({ order }: { order: OrderDetail }) {
  const t = useText(orders);
  const unit = useText(unitWords);
  const units = useText(unitCountWords);
  const media = useText(mediaWords);
  const locale = useLocale();
  const price = { price: yuan(order.unit_price_fen, locale), unit: unit(order.unit) };
  const rule = order.acceptance;
  const lines = [
    [t("volume"), units(order.unit, { count: order.volume })],
    [t("price"), t("perUnit", price)],
    [t("total"), <b key="total">{yuan(order.unit_price_fen * order.volume, locale)}</b>],
    [t("deadline"), day(order.deadline, locale)],
    [t("media"), media(order.media)],
    [t("centre"), order.centre_name ?? t("noCentre")],
    [
      t("acceptance"),
      <div key="acceptance">
        {t("acceptanceRule", {
          errors: percent(rule.most_errors, locale, 1),
          confidence: percent(rule.confidence, locale, 1),
        })}
        <div className="quiet">{t("acceptanceHelp", { size: order.sample_size })}</div>
      </div>,
    ],
  ] as const;
  return (
    <section className="card">
      <h3>{t("facts")}</h3>
      {order.description && <p className="order-text">{order.description}</p>}
      <Descriptions
        size="small"
        column={{ xs: 1, lg: 2 }}
        items={lines.map(([label, children]) => ({ key: label, label, children }))}
      />
    </section>
  );
}
