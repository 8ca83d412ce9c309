import { Tag } from "antd";
import type { OrderState } from "@/api/types";
import { orderStateWords } from "@/i18n/orders";
import { useText } from "@/i18n/react";

const colours: Record<OrderState, string> = {
  draft: "default",
  filed: "gold",
  quoted: "gold",
  contracted: "cyan",
  in_production: "blue",
  delivered: "purple",
  rework: "red",
  accepted: "green",
  settled: "green",
  closed: "default",
  cancelled: "default",
};

export function OrderStateTag({ state }: { state: OrderState }) {
  const t = useText(orderStateWords);
  return <Tag color={colours[state]}>{t(state)}</Tag>;
}
