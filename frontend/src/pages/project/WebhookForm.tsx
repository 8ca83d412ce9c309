import { Checkbox, Form, Input, Modal } from "antd";
import { useMakeWebhook } from "@/api/intake";
import type { MadeWebhook, NewWebhook, WebhookEvent } from "@/api/types";
import { webhooks } from "@/i18n/assignments";
import { useText } from "@/i18n/react";

const events: WebhookEvent[] = [
  "item.accepted",
  "item.returned",
  "lot.delivered",
  "lot.accepted",
  "lot.rejected",
  "project.state",
  "import.done",
  "export.done",
];

interface WebhookFormProps {
  project: number;
  onMade: (made: MadeWebhook) => void;
  onClose: () => void;
}

export function WebhookForm({ project, onMade, onClose }: WebhookFormProps) {
  const t = useText(webhooks);
  const make = useMakeWebhook(project);
  const [form] = Form.useForm<NewWebhook>();
  const submit = async (values: NewWebhook) => {
    onMade(await make.mutateAsync(values));
    onClose();
  };
  return (
    <Modal open title={t("add")} confirmLoading={make.isPending} onOk={form.submit} onCancel={onClose}>
      <Form<NewWebhook>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item
          name="url"
          label={t("url")}
          rules={[{ required: true, pattern: /^https?:\/\/\S+$/, message: t("giveUrl") }]}
        >
          <Input autoFocus className="mono" />
        </Form.Item>
        <Form.Item name="events" label={t("events")} rules={[{ required: true, message: t("giveEvents") }]}>
          <Checkbox.Group className="check-list" options={events} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
