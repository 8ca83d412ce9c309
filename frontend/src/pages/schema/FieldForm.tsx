import { Form, Input, InputNumber, Modal, Select, Switch } from "antd";
import type { Field, FieldType, MediaKind } from "@/api/types";
import { useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";
import { fieldWords, subjectWords } from "@/i18n/words";
import { linesOf, optionsOf } from "./options";
import { type Titled, TitleInputs, titleOf } from "./TitleInputs";

const types = Object.keys(fieldWords) as FieldType[];
const withOptions: FieldType[] = ["choice", "choices", "tree", "ranking"];

interface FieldFormProps {
  media: MediaKind;
  known: Field | undefined;
  onSave: (members: Record<string, unknown>) => void;
  onClose: () => void;
}

interface Values extends Titled {
  name: string;
  type: FieldType;
  of: NonNullable<Field["of"]>;
  required: boolean;
  options?: string;
  max?: number;
}

/** The plain things about a field. */
export function FieldForm({ media, known, onSave, onClose }: FieldFormProps) {
  const t = useText(texts);
  const typeWord = useText(fieldWords);
  const subject = useText(subjectWords);
  const [form] = Form.useForm<Values>();
  const type = Form.useWatch("type", form) ?? known?.type ?? "choice";
  const nested = known?.options?.some((one) => one.children?.length);
  const subjects =
    media === "chat" ? (["item", "turn", "response", "region"] as const) : (["item", "region"] as const);
  const finish = ({ name, type: chosen, of, required, options, max, ...titled }: Values) =>
    onSave({
      name,
      type: chosen,
      of: of === "item" ? undefined : of,
      ...titleOf(titled),
      required: required || undefined,
      ...(withOptions.includes(chosen) && !nested
        ? { options: options ? optionsOf(options) : undefined }
        : {}),
      ...(chosen === "rating" ? { max } : {}),
    });
  return (
    <Modal
      open
      title={known ? t("editField") : t("addField")}
      onCancel={onClose}
      onOk={form.submit}
      width={640}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={finish}
        initialValues={{
          name: known?.name,
          type: known?.type ?? "choice",
          of: known?.of ?? "item",
          required: known?.required ?? false,
          title: known?.title,
          options: linesOf(known?.options),
          max: known?.max ?? 5,
        }}
      >
        <div className="form-pair">
          <Form.Item
            name="name"
            label={t("name")}
            rules={[
              { required: true, message: t("giveName") },
              { pattern: /^[a-z][a-z0-9_]*$/, message: t("nameRule") },
            ]}
          >
            <Input autoFocus={!known} className="mono" />
          </Form.Item>
          <Form.Item name="type" label={t("type")}>
            <Select options={types.map((value) => ({ value, label: typeWord(value) }))} />
          </Form.Item>
        </div>
        <TitleInputs />
        <div className="form-pair">
          <Form.Item name="of" label={t("of")}>
            <Select options={subjects.map((value) => ({ value, label: subject(value) }))} />
          </Form.Item>
          <Form.Item name="required" label={t("required")} valuePropName="checked">
            <Switch />
          </Form.Item>
        </div>
        {withOptions.includes(type) && !nested && (
          <Form.Item name="options" label={t("options")}>
            <Input.TextArea rows={5} className="mono" />
          </Form.Item>
        )}
        {type === "rating" && (
          <Form.Item name="max" label={t("max")}>
            <InputNumber min={2} max={100} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
