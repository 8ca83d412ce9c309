import { Form, Input, Modal } from "antd";
import { useAsk } from "@/api/projects";
import type { NewThread } from "@/api/types";
import { questions } from "@/i18n/questions";
import { useText } from "@/i18n/react";

/** A question about the project, or about one of its rules. */
export function AskForm({ project, onClose }: { project: number; onClose: () => void }) {
  const t = useText(questions);
  const ask = useAsk(project);
  const [form] = Form.useForm<NewThread>();
  const submit = async ({ text, rule }: NewThread) => {
    await ask.mutateAsync({ text, rule: rule || null });
    onClose();
  };
  return (
    <Modal
      open
      title={t("ask")}
      okText={t("send")}
      confirmLoading={ask.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<NewThread>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item name="text" label={t("askLabel")} rules={[{ required: true, message: t("askPlace") }]}>
          <Input.TextArea autoFocus rows={4} maxLength={4000} placeholder={t("askPlace")} />
        </Form.Item>
        <Form.Item name="rule" label={t("rule")}>
          <Input className="mono" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
