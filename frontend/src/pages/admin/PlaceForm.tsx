import { Form, Input, Modal } from "antd";
import { useState } from "react";
import type { NewCentre } from "@/api/types";
import { admin } from "@/i18n/admin";
import { useText } from "@/i18n/react";

interface PlaceFormProps {
  title: string;
  /** Ask for the county too. */
  county?: boolean;
  onSave: (place: NewCentre) => Promise<unknown>;
  onClose: () => void;
}

/** The names of a new centre or customer. */
export function PlaceForm({ title, county = false, onSave, onClose }: PlaceFormProps) {
  const t = useText(admin);
  const [form] = Form.useForm<NewCentre>();
  const [saving, setSaving] = useState(false);
  const submit = async (place: NewCentre) => {
    setSaving(true);
    try {
      await onSave(place);
      onClose();
    } finally {
      setSaving(false);
    }
  };
  return (
    <Modal open title={title} confirmLoading={saving} onOk={form.submit} onCancel={onClose}>
      <Form<NewCentre>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item name="name_zh" label={t("nameZh")} rules={[{ required: true, message: t("giveName") }]}>
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="name_en" label={t("nameEn")}>
          <Input maxLength={200} />
        </Form.Item>
        {county && (
          <Form.Item name="county" label={t("county")}>
            <Input maxLength={200} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
