import { DatePicker, Form, Input, Modal } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useConfirmGate } from "@/api/orders";
import type { Gate, OrderDetail } from "@/api/types";
import { gateNeeds, gates, gateWords } from "@/i18n/gates";
import { orders } from "@/i18n/orders";
import { useText } from "@/i18n/react";
import { useNotify } from "@/parts/useNotify";

interface Values {
  holder: string;
  document: string;
  dated: Dayjs;
  note?: string;
}

interface ConfirmGateProps {
  order: OrderDetail;
  gate: Gate;
  onClose: () => void;
}

/** Records the document that confirms a gate. */
export function ConfirmGate({ order, gate, onClose }: ConfirmGateProps) {
  const t = useText(gates);
  const o = useText(orders);
  const word = useText(gateWords);
  const need = useText(gateNeeds);
  const notify = useNotify();
  const confirm = useConfirmGate(order.id);
  const [form] = Form.useForm<Values>();
  const rules = [{ required: true, message: o("giveNumber") }];
  const submit = async (values: Values) => {
    const dated = values.dated.format("YYYY-MM-DD");
    await confirm.mutateAsync({ ...values, gate, dated, note: values.note ?? "" });
    notify.done(t("done"));
    onClose();
  };
  return (
    <Modal
      open
      title={t("confirmTitle", { gate: word(gate) })}
      okText={t("confirm")}
      confirmLoading={confirm.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="quiet">{need(gate)}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ dated: dayjs() }}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item name="holder" label={t("holder")} rules={rules}>
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="document" label={t("documentName")} extra={t("documentHelp")} rules={rules}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="dated" label={t("dated")} rules={rules}>
          <DatePicker maxDate={dayjs()} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name="note" label={t("scope")}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
