import { Timeline } from "antd";
import type { OrderDetail } from "@/api/types";
import { orders } from "@/i18n/orders";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { OrderStateTag } from "./OrderStateTag";

/** Every change of the order's state, the newest first: who, when and why. */
export function OrderHistory({ order }: { order: OrderDetail }) {
  const t = useText(orders);
  const locale = useLocale();
  return (
    <section className="card">
      <h3>{t("history")}</h3>
      <Timeline
        items={order.events.toReversed().map((event) => ({
          key: event.id,
          content: (
            <>
              <div>
                <OrderStateTag state={event.to_state} />{" "}
                <span className="quiet">
                  {event.by_name ?? t("byRule")} · {moment(event.at, locale)}
                </span>
              </div>
              {event.note && <div className="order-text">{event.note}</div>}
            </>
          ),
        }))}
      />
    </section>
  );
}
