import { useNavigate } from "@tanstack/react-router";
import {
  Button,
  Checkbox,
  DatePicker,
  Drawer,
  Flex,
  Form,
  Input,
  InputNumber,
  Segmented,
  Select,
} from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { useFileOrder, useRewriteOrder } from "@/api/orders";
import type { Gates, MediaKind, NewOrder, OrderDetail, OrderUnit } from "@/api/types";
import { gateWords } from "@/i18n/gates";
import { orders, unitWords } from "@/i18n/orders";
import { useLocale, useText } from "@/i18n/react";
import { mediaWords } from "@/i18n/words";
import { percent } from "@/parts/figures";
import { fen } from "@/parts/money";
import { useNotify } from "@/parts/useNotify";
import { gateNames, sampleSize } from "./acceptanceRule";

interface Values {
  title: string;
  media: MediaKind;
  volume: number;
  unit: OrderUnit;
  price: number;
  deadline: Dayjs;
  description?: string;
  errors: number;
  confidence: number;
  gates: (keyof Gates)[];
}

const kinds: MediaKind[] = ["image", "text", "chat", "audio"];

/** What a customer wants: a new order, or a draft said anew. */
export function OrderForm({ draft, onClose }: { draft?: OrderDetail; onClose: () => void }) {
  const t = useText(orders);
  const notify = useNotify();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const make = useFileOrder();
  const rewrite = useRewriteOrder(draft?.id ?? 0);
  const [filing, setFiling] = useState(true);
  const save = async (values: Values) => {
    const order = orderOf(values, filing);
    const made = await (draft ? rewrite : make).mutateAsync(order);
    notify.done(t(filing ? "filed" : "kept"));
    onClose();
    await navigate({ to: "/orders/$orderId", params: { orderId: String(made.id) } });
  };
  const send = (file: boolean) => () => {
    setFiling(file);
    form.submit();
  };
  const busy = make.isPending || rewrite.isPending;
  return (
    <Drawer
      open
      onClose={onClose}
      title={t(draft ? "editDraft" : "create")}
      size={640}
      footer={
        <Flex justify="end" gap={12}>
          <Button disabled={busy} onClick={send(false)}>
            {t("keepDraft")}
          </Button>
          <Button type="primary" loading={busy} onClick={send(true)}>
            {t("file")}
          </Button>
        </Flex>
      }
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={draft ? valuesOf(draft) : fresh}
        onFinish={(values) => save(values).catch(() => undefined)}
      >
        <WhatInputs />
        <HowMuchInputs />
        <AcceptanceInputs />
      </Form>
    </Drawer>
  );
}

const fresh: Partial<Values> = { media: "image", unit: "item", errors: 0.03, confidence: 0.95, gates: [] };

function valuesOf(draft: OrderDetail): Values {
  return {
    title: draft.title,
    media: draft.media,
    volume: draft.volume,
    unit: draft.unit,
    price: draft.unit_price_fen / 100,
    deadline: dayjs(draft.deadline),
    description: draft.description,
    errors: draft.acceptance.most_errors,
    confidence: draft.acceptance.confidence,
    gates: gateNames.filter((name) => draft.gates[name]),
  };
}

function orderOf(values: Values, file: boolean): NewOrder {
  const { title, media, volume, unit, price, deadline, description, errors, confidence, gates } = values;
  return {
    title,
    media,
    volume,
    unit,
    unit_price_fen: fen(price),
    deadline: deadline.format("YYYY-MM-DD"),
    description: description ?? "",
    acceptance: { most_errors: errors, confidence },
    gates: Object.fromEntries(gateNames.map((name) => [name, gates.includes(name)])),
    file,
  };
}

function WhatInputs() {
  const t = useText(orders);
  const media = useText(mediaWords);
  return (
    <>
      <Form.Item name="title" label={t("orderTitle")} rules={[{ required: true, message: t("giveTitle") }]}>
        <Input autoFocus maxLength={200} />
      </Form.Item>
      <Form.Item name="media" label={t("media")}>
        <Segmented block options={kinds.map((value) => ({ value, label: media(value) }))} />
      </Form.Item>
      <Form.Item name="description" label={t("what")} extra={t("whatHelp")}>
        <Input.TextArea rows={4} maxLength={20_000} />
      </Form.Item>
    </>
  );
}

function HowMuchInputs() {
  const t = useText(orders);
  const unit = useText(unitWords);
  const rules = [{ required: true, message: t("giveNumber") }];
  return (
    <Flex gap={16} wrap>
      <Form.Item name="volume" label={t("volume")} rules={rules}>
        <InputNumber min={1} max={100_000_000} precision={0} style={{ width: 130 }} />
      </Form.Item>
      <Form.Item name="unit" label={t("unit")}>
        <Select
          style={{ width: 120 }}
          options={(["item", "object"] as const).map((value) => ({ value, label: unit(value) }))}
        />
      </Form.Item>
      <Form.Item name="price" label={t("offer")} rules={rules}>
        <InputNumber min={0} max={1_000_000} precision={2} step={0.01} style={{ width: 140 }} />
      </Form.Item>
      <Form.Item name="deadline" label={t("deadline")} rules={rules}>
        <DatePicker minDate={dayjs()} style={{ width: 150 }} />
      </Form.Item>
    </Flex>
  );
}

function AcceptanceInputs() {
  const t = useText(orders);
  const gate = useText(gateWords);
  const locale = useLocale();
  const errors = Form.useWatch("errors") as number | undefined;
  const confidence = Form.useWatch("confidence") as number | undefined;
  const shares = (values: number[]) => values.map((value) => ({ value, label: percent(value, locale, 1) }));
  return (
    <>
      <Flex gap={16} wrap>
        <Form.Item name="errors" label={t("mostErrors")}>
          <Select style={{ width: 160 }} options={shares([0.005, 0.01, 0.02, 0.03, 0.05, 0.1])} />
        </Form.Item>
        <Form.Item name="confidence" label={t("confidence")}>
          <Select style={{ width: 120 }} options={shares([0.9, 0.95, 0.99])} />
        </Form.Item>
      </Flex>
      {errors && confidence && (
        <p className="quiet">{t("acceptanceHelp", { size: sampleSize(errors, confidence) })}</p>
      )}
      <Form.Item name="gates" label={t("gates")}>
        <Checkbox.Group
          className="order-gates"
          options={gateNames.map((value) => ({ value, label: gate(value) }))}
        />
      </Form.Item>
    </>
  );
}
