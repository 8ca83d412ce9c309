import { Button, Flex, Form, Input, Select } from "antd";
import type { SampleItem, SampleMark } from "@/api/types";
import { common } from "@/i18n/common";
import { acceptance } from "@/i18n/orders";
import { useText } from "@/i18n/react";
import { defectWords } from "@/i18n/words";

type Defect = NonNullable<SampleItem["defect"]>;

interface Values {
  defect: Defect;
  note?: string;
}

interface FaultFormProps {
  item: SampleItem;
  onSubmit: (mark: SampleMark) => void;
  onCancel: () => void;
}

/** What is wrong with an item. */
export function FaultForm({ item, onSubmit, onCancel }: FaultFormProps) {
  const t = useText(acceptance);
  const c = useText(common);
  const defect = useText(defectWords);
  const kinds = Object.keys(defectWords) as Defect[];
  return (
    <Form<Values>
      layout="vertical"
      requiredMark={false}
      initialValues={{ defect: item.defect ?? "missing", note: item.note }}
      onFinish={({ defect: kind, note }) => onSubmit({ ok: false, defect: kind, note: note ?? "" })}
    >
      <Form.Item name="defect" label={t("defect")}>
        <Select autoFocus options={kinds.map((value) => ({ value, label: defect(value) }))} />
      </Form.Item>
      <Form.Item name="note" label={t("note")}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <Flex gap={8}>
        <Button danger type="primary" htmlType="submit">
          {t("markWrong")}
        </Button>
        <Button onClick={onCancel}>{c("cancel")}</Button>
      </Flex>
    </Form>
  );
}
