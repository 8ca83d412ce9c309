import { Link, useParams } from "@tanstack/react-router";
import { Alert } from "antd";
import { useOrder } from "@/api/orders";
import type { OrderDetail } from "@/api/types";
import { orders } from "@/i18n/orders";
import { useText } from "@/i18n/react";
import { PageHead } from "@/parts/PageHead";
import { Loaded } from "@/parts/States";
import { GatesCard } from "./GatesCard";
import { OrderActions } from "./OrderActions";
import { OrderFacts } from "./OrderFacts";
import { OrderHistory } from "./OrderHistory";
import { OrderStateTag } from "./OrderStateTag";
import { OrderWork } from "./OrderWork";
import { Quotes } from "./Quotes";
import { StatementCard } from "./StatementCard";
import "./orders.css";

/** One order, as both sides see it: what was agreed, how far it is, and everything that happened. */
export function OrderPage() {
  const { orderId } = useParams({ from: "/shell/orders/$orderId" });
  const read = useOrder(Number(orderId));
  return <Loaded read={read}>{(order) => <Order order={order} />}</Loaded>;
}

function Order({ order }: { order: OrderDetail }) {
  const t = useText(orders);
  const refused = order.state === "rework" ? order.events.at(-1)?.note : null;
  return (
    <>
      <PageHead
        title={
          <>
            {order.title} <OrderStateTag state={order.state} />
          </>
        }
        help={
          <>
            <Link to="/orders">{t("back")}</Link> · {order.number} · {order.customer_name}
          </>
        }
        actions={<OrderActions order={order} />}
      />
      <div className="grid">
        {refused && <Alert type="warning" showIcon title={refused} />}
        <div className="order-columns">
          <div className="grid">
            {order.open_gates.length > 0 && order.state !== "draft" && <GatesCard order={order} />}
            <OrderWork order={order} />
            {order.lots.some(({ state }) => state === "accepted") && <StatementCard order={order} />}
            <Quotes order={order} />
            <OrderFacts order={order} />
            {order.open_gates.length === 0 && order.state !== "draft" && <GatesCard order={order} />}
          </div>
          <OrderHistory order={order} />
        </div>
      </div>
    </>
  );
}
