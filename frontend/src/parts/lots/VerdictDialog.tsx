import { Button, Form, Input, Modal } from "antd";
import { useJudgeLot } from "@/api/intake";
import type { Lot, LotVerdict } from "@/api/types";
import { common } from "@/i18n/common";
import { lots as texts } from "@/i18n/lots";
import { useText } from "@/i18n/react";
import { useNotify } from "../useNotify";

interface Values {
  reason?: string;
  items?: string;
}

/** The customer's verdict on a delivered lot; a rejection says why. */
export function VerdictDialog({ project, lot, onClose }: { project: number; lot: Lot; onClose: () => void }) {
  const t = useText(texts);
  const c = useText(common);
  const notify = useNotify();
  const judge = useJudgeLot(project);
  const [form] = Form.useForm<Values>();
  const send = async (verdict: LotVerdict["verdict"]) => {
    const { reason = "", items = "" } = form.getFieldsValue();
    if (verdict === "rejected" && !reason.trim()) {
      form.setFields([{ name: "reason", errors: [t("reasonNeeded")] }]);
      return;
    }
    await judge.mutateAsync({ lot: lot.id, verdict: { verdict, reason, items: numbersIn(items) } });
    notify.done(t("judged"));
    onClose();
  };
  const act = (verdict: LotVerdict["verdict"]) => () => send(verdict).catch(() => undefined);
  return (
    <Modal
      open
      title={t("judgeTitle", { name: lot.name })}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {c("cancel")}
        </Button>,
        <Button key="reject" danger loading={judge.isPending} onClick={act("rejected")}>
          {t("reject")}
        </Button>,
        <Button key="accept" type="primary" loading={judge.isPending} onClick={act("accepted")}>
          {t("accept")}
        </Button>,
      ]}
    >
      <Form<Values> form={form} layout="vertical">
        <Form.Item name="reason" label={t("reason")} extra={t("rejectHelp")}>
          <Input.TextArea rows={3} maxLength={4000} />
        </Form.Item>
        <Form.Item
          name="items"
          label={t("faulty")}
          normalize={(text: string) => text.replace(/[^\d\s,，、]/g, "")}
        >
          <Input className="mono" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function numbersIn(text: string): number[] {
  return [...new Set((text.match(/\d+/g) ?? []).map(Number))];
}
