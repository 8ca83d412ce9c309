import { Table } from "antd";
import type { OrderDetail, Quote } from "@/api/types";
import { common } from "@/i18n/common";
import { orders, unitWords } from "@/i18n/orders";
import { useLocale, useText } from "@/i18n/react";
import { day, moment, number } from "@/parts/figures";
import { yuan } from "@/parts/money";

/** What centres asked for the order, the newest first. */
export function Quotes({ order }: { order: OrderDetail }) {
  const t = useText(orders);
  const c = useText(common);
  const unit = useText(unitWords);
  const locale = useLocale();
  return (
    <section className="card">
      <h3>{t("quotes")}</h3>
      <Table<Quote>
        rowKey="id"
        size="middle"
        pagination={false}
        dataSource={order.quotes}
        locale={{ emptyText: <span className="quiet">{t("noQuotes")}</span> }}
        columns={[
          { title: t("centre"), dataIndex: "centre_name" },
          {
            title: t("price"),
            dataIndex: "unit_price_fen",
            align: "right",
            render: (fen: number) => t("perUnit", { price: yuan(fen, locale), unit: unit(order.unit) }),
          },
          {
            title: t("volume"),
            dataIndex: "volume",
            align: "right",
            render: (volume: number) => number(volume, locale),
          },
          {
            title: t("total"),
            key: "total",
            align: "right",
            render: (_, quote) => yuan(quote.unit_price_fen * quote.volume, locale),
          },
          { title: t("deadline"), dataIndex: "deadline", render: (at: string) => day(at, locale) },
          { title: c("note"), dataIndex: "note", className: "order-text" },
          {
            title: c("time"),
            dataIndex: "at",
            render: (at: string, quote) => (
              <span className="quiet">
                {quote.by_name} · {moment(at, locale)}
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}
