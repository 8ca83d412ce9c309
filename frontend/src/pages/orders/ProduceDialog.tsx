import { Form, Input, InputNumber, Modal } from "antd";
import { useProduceOrder } from "@/api/orders";
import type { NewOrderProject, OrderDetail } from "@/api/types";
import { orders } from "@/i18n/orders";
import { useText } from "@/i18n/react";
import { useNotify } from "@/parts/useNotify";

/** Makes a project of an agreed order. */
export function ProduceDialog({ order, onClose }: { order: OrderDetail; onClose: () => void }) {
  const t = useText(orders);
  const notify = useNotify();
  const produce = useProduceOrder(order.id);
  const [form] = Form.useForm<NewOrderProject>();
  const rules = [{ required: true, message: t("giveNumber") }];
  const submit = async (values: NewOrderProject) => {
    await produce.mutateAsync(values);
    notify.done(t("produced"));
    onClose();
  };
  return (
    <Modal
      open
      title={t("produceTitle")}
      okText={t("produce")}
      confirmLoading={produce.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<NewOrderProject>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: order.title, lot_size: Math.min(order.volume, 500) }}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item name="name" label={t("projectName")} rules={rules}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="lot_size" label={t("lotSize")} extra={t("lotSizeHelp")} rules={rules}>
          <InputNumber min={1} max={100_000} precision={0} style={{ width: 140 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
