import { Checkbox, DatePicker, Form, Input, Modal } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useRegisterChild } from "@/api/care";
import { care as texts } from "@/i18n/care";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";

interface Values {
  name: string;
  born: Dayjs;
  notes?: string;
  relation: string;
  phone: string;
  consent: boolean;
}

/** A guardian registers a child and agrees to its data being kept. */
export function ChildForm({ onClose }: { onClose: () => void }) {
  const t = useText(texts);
  const c = useText(common);
  const register = useRegisterChild();
  const [form] = Form.useForm<Values>();
  const rules = [{ required: true, message: c("required") }];
  const save = async ({ born, notes, ...values }: Values) => {
    await register.mutateAsync({ ...values, born: born.format("YYYY-MM-DD"), notes: notes ?? "" });
    onClose();
  };
  return (
    <Modal
      open
      title={t("addChild")}
      okText={t("addChild")}
      confirmLoading={register.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => save(values).catch(() => undefined)}
      >
        <Form.Item name="name" label={t("childName")} extra={t("childNameHelp")} rules={rules}>
          <Input autoFocus autoComplete="off" maxLength={60} />
        </Form.Item>
        <Form.Item name="born" label={t("born")} rules={rules}>
          <DatePicker disabledDate={(day) => day.isAfter(dayjs(), "day")} />
        </Form.Item>
        <Form.Item name="notes" label={t("notes")}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
        <Form.Item name="relation" label={t("myRelation")} rules={rules}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="phone" label={t("myPhone")} rules={[...rules, { min: 3 }]}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item
          name="consent"
          valuePropName="checked"
          rules={[
            {
              validator: (_, agreed) =>
                agreed ? Promise.resolve() : Promise.reject(new Error(t("consentWanted"))),
            },
          ]}
        >
          <Checkbox>{t("consent")}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}
