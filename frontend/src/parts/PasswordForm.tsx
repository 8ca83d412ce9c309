import { Alert, Button, Form, Input } from "antd";
import { useChangePassword } from "@/api/session";
import type { PasswordChange } from "@/api/types";
import { useText } from "@/i18n/react";
import { session } from "@/i18n/session";

/** Old password, new password, and once more. */
export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const t = useText(session);
  const change = useChangePassword();
  const [form] = Form.useForm<PasswordChange & { again: string }>();
  const submit = async (values: PasswordChange) => {
    await change.mutateAsync({ old: values.old, new: values.new });
    form.resetFields();
    onChanged();
  };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(values) => submit(values).catch(() => undefined)}
      disabled={change.isPending}
    >
      <Form.Item name="old" label={t("oldPassword")} rules={[{ required: true, message: t("givePassword") }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="new"
        label={t("newPassword")}
        extra={t("atLeast")}
        rules={[{ required: true, min: 8, message: t("atLeast") }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t("again")}
        dependencies={["new"]}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue("new") ? Promise.resolve() : Promise.reject(new Error(t("differ"))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {change.error && <Alert className="form-fault" type="error" showIcon title={change.error.message} />}
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t("change")}
      </Button>
    </Form>
  );
}
