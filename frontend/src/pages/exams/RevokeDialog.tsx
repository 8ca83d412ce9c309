import { Form, Input, Modal } from "antd";
import { useRevoke } from "@/api/skills";
import type { Certificate } from "@/api/types";
import { exams } from "@/i18n/exams";
import { useText } from "@/i18n/react";

interface RevokeDialogProps {
  centre: number;
  certificate: Certificate;
  onClose: () => void;
}

/** Revokes a certificate; the reason is kept for good. */
export function RevokeDialog({ centre, certificate, onClose }: RevokeDialogProps) {
  const t = useText(exams);
  const revoke = useRevoke(centre);
  const [form] = Form.useForm<{ reason: string }>();
  const submit = async ({ reason }: { reason: string }) => {
    await revoke.mutateAsync({ id: certificate.id, reason });
    onClose();
  };
  return (
    <Modal
      open
      title={t("revokeTitle", { number: certificate.number, name: certificate.person_name })}
      okText={t("revoke")}
      okButtonProps={{ danger: true }}
      confirmLoading={revoke.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>{t("revokeHelp")}</p>
      <Form form={form} layout="vertical" onFinish={(values) => submit(values).catch(() => undefined)}>
        <Form.Item
          name="reason"
          label={t("revokeWhy")}
          required={false}
          rules={[{ required: true, whitespace: true, message: t("required") }]}
        >
          <Input.TextArea autoFocus rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
