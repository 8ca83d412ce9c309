import { useWithdrawGate } from "@/api/orders";
import type { Gate, OrderDetail } from "@/api/types";
import { gates } from "@/i18n/gates";
import { useText } from "@/i18n/react";
import { useNotify } from "@/parts/useNotify";
import { MoveDialog } from "./MoveDialog";

interface WithdrawGateProps {
  order: OrderDetail;
  gate: Gate;
  onClose: () => void;
}

/** Takes a confirmation back, with the reason. */
export function WithdrawGate({ order, gate, onClose }: WithdrawGateProps) {
  const t = useText(gates);
  const notify = useNotify();
  const withdraw = useWithdrawGate(order.id);
  const submit = async (note: string) => {
    await withdraw.mutateAsync({ gate, note });
    notify.done(t("done"));
    onClose();
  };
  return (
    <MoveDialog
      title={t("withdraw")}
      help={t(gate === "subcontract_consent" ? "withdrawConsentHelp" : "withdrawHelp")}
      explained
      danger
      busy={withdraw.isPending}
      onSubmit={(note) => submit(note).catch(() => undefined)}
      onClose={onClose}
    />
  );
}
