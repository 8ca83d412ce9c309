import { Checkbox, Form, Input, InputNumber, Modal } from "antd";
import { useMakeToken } from "@/api/session";
import type { MadeApiToken, NewApiToken, TokenScope } from "@/api/types";
import { account } from "@/i18n/account";
import { useText } from "@/i18n/react";
import { scopeWords } from "@/i18n/words";

const scopes = Object.keys(scopeWords) as TokenScope[];

interface TokenFormProps {
  onMade: (made: MadeApiToken) => void;
  onClose: () => void;
}

export function TokenForm({ onMade, onClose }: TokenFormProps) {
  const t = useText(account);
  const scope = useText(scopeWords);
  const make = useMakeToken();
  const [form] = Form.useForm<NewApiToken>();
  const submit = async (values: NewApiToken) => {
    onMade(await make.mutateAsync(values));
    onClose();
  };
  return (
    <Modal open title={t("add")} confirmLoading={make.isPending} onOk={form.submit} onCancel={onClose}>
      <Form<NewApiToken>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ scopes: ["read"], days: 90 }}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item name="name" label={t("name")} rules={[{ required: true, message: t("giveName") }]}>
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="scopes" label={t("scopes")} rules={[{ required: true, message: t("giveScopes") }]}>
          <Checkbox.Group options={scopes.map((value) => ({ value, label: scope(value) }))} />
        </Form.Item>
        <Form.Item name="days" label={t("days")} extra={t("daysHelp")}>
          <InputNumber min={1} max={366} precision={0} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
