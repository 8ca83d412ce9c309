import { Form, Input, Modal } from "antd";
import { orders } from "@/i18n/orders";
import { useText } from "@/i18n/react";

interface MoveDialogProps {
  title: string;
  help?: string;
  /** Whether a reason must be given. */
  explained: boolean;
  danger: boolean;
  busy: boolean;
  onSubmit: (note: string) => void;
  onClose: () => void;
}

/** Asks for the reason, then does it. */
export function MoveDialog({ title, help, explained, danger, busy, onSubmit, onClose }: MoveDialogProps) {
  const t = useText(orders);
  const [form] = Form.useForm<{ note?: string }>();
  return (
    <Modal
      open
      title={title}
      okText={title}
      okButtonProps={{ danger }}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={onClose}
    >
      {help && <p>{help}</p>}
      <Form form={form} layout="vertical" onFinish={({ note }) => onSubmit(note ?? "")} requiredMark={false}>
        {explained && (
          <Form.Item
            name="note"
            label={t("reason")}
            rules={[{ required: true, whitespace: true, message: t("giveReason") }]}
          >
            <Input.TextArea autoFocus rows={3} maxLength={2000} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
