import { Alert, Form, Input, Modal } from "antd";
import { useAppeal } from "@/api/earnings";
import type { PayLine } from "@/api/types";
import { common } from "@/i18n/common";
import { pay } from "@/i18n/earnings";
import { useText } from "@/i18n/react";
import { Reckoning } from "@/parts/pay/Reckoning";
import { useNotify } from "@/parts/useNotify";

/** A person tells why they do not agree with a line. */
export function AppealForm({ line, onClose }: { line: PayLine; onClose: () => void }) {
  const t = useText(pay);
  const c = useText(common);
  const notify = useNotify();
  const send = useAppeal();
  const [form] = Form.useForm<{ text: string }>();
  const submit = async ({ text }: { text: string }) => {
    await send.mutateAsync({ entry_id: line.id, text });
    notify.done(t("appealSent"));
    onClose();
  };
  return (
    <Modal
      open
      title={t("appealTitle")}
      okText={t("appeal")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>
        {line.item_name} · <Reckoning line={line} />
      </p>
      <Form form={form} layout="vertical" onFinish={(values) => submit(values).catch(() => undefined)}>
        <Form.Item
          name="text"
          label={t("appealText")}
          required={false}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input.TextArea autoFocus rows={4} maxLength={2000} />
        </Form.Item>
      </Form>
      <Alert type="info" showIcon title={t("appealHelp")} />
    </Modal>
  );
}
