import { Button, Flex, Modal } from "antd";
import { useCheckOut } from "@/api/care";
import type { ExpectedChild, Pickup } from "@/api/types";
import { careRoom as texts } from "@/i18n/care";
import { useText } from "@/i18n/react";
import { useNotify } from "@/parts/useNotify";

interface HandOverProps {
  room: number;
  child: ExpectedChild;
  onClose: () => void;
}

/** Hands a child to one of the people whom its guardian has named. */
export function HandOver({ room, child, onClose }: HandOverProps) {
  const t = useText(texts);
  const notify = useNotify();
  const leave = useCheckOut(room);
  const give = async (pickup: Pickup) => {
    await leave.mutateAsync({ booking: child.booking_id, pickup: pickup.id });
    notify.done(t("handedOver", { name: child.child_name, who: pickup.name }));
    onClose();
  };
  return (
    <Modal open footer={null} title={t("handOver", { name: child.child_name })} onCancel={onClose}>
      <p className="quiet">{t("handOverHelp")}</p>
      <Flex vertical gap={12}>
        {child.pickups.map((one) => (
          <Button
            key={one.id}
            size="large"
            className="hand-over"
            disabled={leave.isPending}
            onClick={() => give(one).catch(() => undefined)}
          >
            <b>{one.name}</b> {one.relation} <span className="quiet">{one.phone}</span>
          </Button>
        ))}
      </Flex>
    </Modal>
  );
}
