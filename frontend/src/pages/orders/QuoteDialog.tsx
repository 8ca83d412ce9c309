import { DatePicker, Flex, Form, Input, InputNumber, Modal } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useQuoteOrder } from "@/api/orders";
import type { OrderDetail } from "@/api/types";
import { orders } from "@/i18n/orders";
import { useLocale, useText } from "@/i18n/react";
import { useWho } from "@/parts/me";
import { fen, yuan } from "@/parts/money";
import { CentrePicker } from "@/parts/Pickers";
import { useNotify } from "@/parts/useNotify";

interface Values {
  price: number;
  volume: number;
  deadline: Dayjs;
  note?: string;
  centre_id?: number;
}

/** What the centre asks for the order. */
export function QuoteDialog({ order, onClose }: { order: OrderDetail; onClose: () => void }) {
  const t = useText(orders);
  const me = useWho();
  const locale = useLocale();
  const notify = useNotify();
  const quote = useQuoteOrder(order.id);
  const [form] = Form.useForm<Values>();
  const price = Form.useWatch("price", form) ?? 0;
  const volume = Form.useWatch("volume", form) ?? 0;
  const rules = [{ required: true, message: t("giveNumber") }];
  const submit = async (values: Values) => {
    await quote.mutateAsync({
      unit_price_fen: fen(values.price),
      volume: values.volume,
      deadline: values.deadline.format("YYYY-MM-DD"),
      note: values.note ?? "",
      centre_id: values.centre_id ?? null,
    });
    notify.done(t("quoted"));
    onClose();
  };
  return (
    <Modal
      open
      title={t("quoteTitle", { title: order.title })}
      okText={t("quote")}
      confirmLoading={quote.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          price: order.unit_price_fen / 100,
          volume: order.volume,
          deadline: dayjs(order.deadline),
        }}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        {me.centre_id === null && order.centre_id === null && (
          <Form.Item name="centre_id" label={t("centre")} rules={rules}>
            <CentrePicker />
          </Form.Item>
        )}
        <Flex gap={16} wrap>
          <Form.Item name="price" label={t("quotePrice")} rules={rules}>
            <InputNumber min={0} max={1_000_000} precision={2} step={0.01} style={{ width: 140 }} />
          </Form.Item>
          <Form.Item name="volume" label={t("volume")} rules={rules}>
            <InputNumber min={1} precision={0} style={{ width: 130 }} />
          </Form.Item>
          <Form.Item name="deadline" label={t("deadline")} rules={rules}>
            <DatePicker minDate={dayjs()} style={{ width: 150 }} />
          </Form.Item>
        </Flex>
        <p>
          {t("total")} <span className="order-total">{yuan(fen(price) * volume, locale)}</span>
        </p>
        <Form.Item name="note" label={t("quoteNote")}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
