import { Button } from "antd";
import { useState } from "react";
import { useMoveOrder } from "@/api/orders";
import type { OrderDetail, OrderState } from "@/api/types";
import { orderMoveWords, orders } from "@/i18n/orders";
import { useText } from "@/i18n/react";
import { useNotify } from "@/parts/useNotify";
import { MoveDialog } from "./MoveDialog";
import { OrderForm } from "./OrderForm";
import { ProduceDialog } from "./ProduceDialog";
import { QuoteDialog } from "./QuoteDialog";

type Open = "edit" | "quote" | "produce" | OrderState | null;

/** What the reader may do with the order now. */
export function OrderActions({ order }: { order: OrderDetail }) {
  const t = useText(orders);
  const move = useText(orderMoveWords);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const label = (to: OrderState) => (order.state === "quoted" && to === "filed" ? t("otherQuote") : move(to));
  const centre = order.side === "centre";
  return (
    <>
      {order.moves.toReversed().map((to) =>
        order.state === "draft" && to === "filed" ? null : (
          <Button
            key={to}
            type={to === "contracted" || to === "closed" ? "primary" : "default"}
            danger={to === "cancelled"}
            disabled={order.open_gates.length > 0 && to === "contracted"}
            onClick={() => setOpen(to)}
          >
            {label(to)}
          </Button>
        ),
      )}
      {order.state === "draft" && order.side === "customer" && (
        <Button type="primary" onClick={() => setOpen("edit")}>
          {t("editDraft")}
        </Button>
      )}
      {centre && (order.state === "filed" || order.state === "quoted") && (
        <Button type={order.state === "filed" ? "primary" : "default"} onClick={() => setOpen("quote")}>
          {t(order.state === "filed" ? "quote" : "quoteAgain")}
        </Button>
      )}
      {centre && order.state === "contracted" && (
        <Button type="primary" disabled={order.open_gates.length > 0} onClick={() => setOpen("produce")}>
          {t("produce")}
        </Button>
      )}
      {open === "edit" && <OrderForm draft={order} onClose={close} />}
      {open === "quote" && <QuoteDialog order={order} onClose={close} />}
      {open === "produce" && <ProduceDialog order={order} onClose={close} />}
      {open && open !== "edit" && open !== "quote" && open !== "produce" && (
        <Mover order={order} to={open} title={label(open)} onClose={close} />
      )}
    </>
  );
}

interface MoverProps {
  order: OrderDetail;
  to: OrderState;
  title: string;
  onClose: () => void;
}

function Mover({ order, to, title, onClose }: MoverProps) {
  const t = useText(orders);
  const notify = useNotify();
  const move = useMoveOrder(order.id);
  const submit = async (note: string) => {
    await move.mutateAsync({ to, note });
    notify.done(t("moved"));
    onClose();
  };
  const explained = to !== "contracted" && to !== "closed" && order.state !== "draft";
  return (
    <MoveDialog
      title={title}
      help={to === "contracted" ? t("agreeHelp") : undefined}
      explained={explained}
      danger={to === "cancelled"}
      busy={move.isPending}
      onSubmit={(note) => submit(note).catch(() => undefined)}
      onClose={onClose}
    />
  );
}
