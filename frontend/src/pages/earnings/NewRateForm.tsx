import { DeleteOutlined } from "@ant-design/icons";
import { Button, DatePicker, Flex, Form, Input, InputNumber, Modal, Radio } from "antd";
import type { Dayjs } from "dayjs";
import { useAddRate } from "@/api/earnings";
import { common } from "@/i18n/common";
import { rates as texts } from "@/i18n/earnings";
import { useText } from "@/i18n/react";
import { fen } from "@/parts/money";
import { useNotify } from "@/parts/useNotify";

interface Values {
  unit: "item" | "object";
  annotate: number;
  review?: number;
  adjudicate?: number;
  from?: Dayjs;
  skill?: string;
  levels?: { level: number; factor: number }[];
  note?: string;
}

interface NewRateFormProps {
  project: number;
  first: boolean;
  onClose: () => void;
}

/** A new version of what work earns. */
export function NewRateForm({ project, first, onClose }: NewRateFormProps) {
  const t = useText(texts);
  const notify = useNotify();
  const add = useAddRate(project);
  const [form] = Form.useForm<Values>();
  const submit = async (values: Values) => {
    await add.mutateAsync({
      unit: values.unit,
      annotate_fen: fen(values.annotate),
      review_fen: fen(values.review ?? 0),
      adjudicate_fen: fen(values.adjudicate ?? 0),
      from_at: values.from?.toISOString() ?? null,
      skill: values.levels?.length ? (values.skill ?? null) : null,
      levels: (values.levels ?? []).map(({ level, factor }) => ({
        level,
        permille: Math.round(factor * 1000),
      })),
      note: values.note ?? "",
    });
    notify.done(t("saved"));
    onClose();
  };
  return (
    <Modal
      open
      title={t("add")}
      width={640}
      confirmLoading={add.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ unit: "item" }}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item name="unit" label={t("unit")}>
          <Radio.Group
            optionType="button"
            options={[
              { value: "item", label: t("item") },
              { value: "object", label: t("object") },
            ]}
          />
        </Form.Item>
        <Flex gap={16}>
          <Price name="annotate" required />
          <Price name="review" />
          <Price name="adjudicate" />
        </Flex>
        <Form.Item name="from" label={t("from")} extra={first ? t("noneHelp") : t("fromHelp")}>
          <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" />
        </Form.Item>
        <Levels />
        <Form.Item name="note" label={t("note")}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Price({
  name,
  required = false,
}: {
  name: "annotate" | "review" | "adjudicate";
  required?: boolean;
}) {
  const t = useText(texts);
  return (
    <Form.Item
      name={name}
      label={t(name)}
      rules={required ? [{ required: true, message: t("giveRate") }] : []}
    >
      <InputNumber min={0} max={10000} step={0.01} precision={2} prefix="¥" />
    </Form.Item>
  );
}

/** Coefficients by level, and the skill whose level is meant. */
function Levels() {
  const t = useText(texts);
  const c = useText(common);
  return (
    <Form.List name="levels">
      {(fields, { add, remove }) => (
        <Form.Item label={t("levels")}>
          {fields.map(({ key, name }) => (
            <Flex key={key} gap={8} align="baseline">
              <Form.Item name={[name, "level"]} rules={[{ required: true, message: c("required") }]}>
                <InputNumber
                  className="rate-level"
                  min={0}
                  max={1000}
                  prefix={t("level")}
                  aria-label={t("level")}
                />
              </Form.Item>
              <Form.Item name={[name, "factor"]} rules={[{ required: true, message: c("required") }]}>
                <InputNumber
                  min={0.001}
                  max={10}
                  step={0.05}
                  precision={3}
                  prefix="×"
                  aria-label={t("factor")}
                />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={c("remove")}
                onClick={() => remove(name)}
              />
            </Flex>
          ))}
          <Button onClick={() => add({ level: fields.length + 1, factor: 1 })}>{t("addLevel")}</Button>
          {fields.length > 0 && (
            <Form.Item
              name="skill"
              label={t("skill")}
              style={{ marginTop: 12, marginBottom: 0 }}
              rules={[{ required: true, message: t("giveSkill") }]}
            >
              <Input maxLength={100} />
            </Form.Item>
          )}
        </Form.Item>
      )}
    </Form.List>
  );
}
