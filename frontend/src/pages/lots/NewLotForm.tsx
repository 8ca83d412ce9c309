import { DatePicker, Form, Input, InputNumber, Modal, Radio } from "antd";
import type { Dayjs } from "dayjs";
import { useMakeLot } from "@/api/intake";
import type { Project } from "@/api/types";
import { lots as texts } from "@/i18n/lots";
import { useText } from "@/i18n/react";
import { useNotify } from "@/parts/useNotify";

interface Values {
  name: string;
  how: "fill" | "empty";
  size?: number;
  due_at?: Dayjs;
}

/** A new lot: empty, or filled with items that are accepted and in no other. */
export function NewLotForm({ project, onClose }: { project: Project; onClose: () => void }) {
  const t = useText(texts);
  const notify = useNotify();
  const make = useMakeLot(project.id);
  const [form] = Form.useForm<Values>();
  const how = Form.useWatch("how", form);
  const submit = async ({ name, how: filled, size, due_at }: Values) => {
    await make.mutateAsync({
      name,
      ...(filled === "fill" ? { size } : { items: [] }),
      due_at: due_at?.endOf("day").toISOString() ?? null,
    });
    notify.done(t("made"));
    onClose();
  };
  return (
    <Modal
      open
      title={t("create")}
      onCancel={onClose}
      onOk={form.submit}
      okText={t("create")}
      confirmLoading={make.isPending}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ how: "fill", size: Math.max(1, project.counts.accepted) }}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item name="name" label={t("name")} rules={[{ required: true, message: t("giveName") }]}>
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="how">
          <Radio.Group
            options={[
              { value: "fill", label: t("fill") },
              { value: "empty", label: t("empty") },
            ]}
          />
        </Form.Item>
        {how !== "empty" && (
          <Form.Item name="size" label={t("size")} extra={t("sizeHelp", { count: project.counts.accepted })}>
            <InputNumber min={1} style={{ width: 180 }} />
          </Form.Item>
        )}
        <Form.Item name="due_at" label={t("due")}>
          <DatePicker style={{ width: 180 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
