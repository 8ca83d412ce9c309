import { ColorPicker, Form, Input, Modal, Select } from "antd";
import type { LabelClass, MediaKind, ShapeName } from "@/api/types";
import { useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";
import { shapeWords } from "@/i18n/words";
import { type Titled, TitleInputs, titleOf } from "./TitleInputs";

const shapesFor: Record<MediaKind, ShapeName[]> = {
  image: ["box", "rotated_box", "polygon", "polyline", "point", "skeleton", "ellipse", "mask"],
  text: ["span"],
  chat: ["span"],
  audio: ["interval"],
};

interface ClassFormProps {
  media: MediaKind;
  known: LabelClass | undefined;
  onSave: (members: Record<string, unknown>) => void;
  onClose: () => void;
}

interface Values extends Titled {
  name: string;
  shape: ShapeName;
  color?: string;
  hotkey?: string;
}

/** The plain things about a class. */
export function ClassForm({ media, known, onSave, onClose }: ClassFormProps) {
  const t = useText(texts);
  const shape = useText(shapeWords);
  const [form] = Form.useForm<Values>();
  const shapes = shapesFor[media] ?? shapesFor.image;
  const finish = ({ name, shape: chosen, color, hotkey, ...titled }: Values) =>
    onSave({ name, ...titleOf(titled), shape: chosen, color, hotkey: hotkey || undefined });
  return (
    <Modal
      open
      title={known ? t("editClass") : t("addClass")}
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
          shape: known?.shape ?? shapes[0],
          color: known?.color,
          hotkey: known?.hotkey,
          title: known?.title,
          help: known?.help,
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
          <Form.Item name="shape" label={t("shape")}>
            <Select options={shapes.map((value) => ({ value, label: shape(value) }))} />
          </Form.Item>
        </div>
        <TitleInputs help />
        <div className="form-pair">
          <Form.Item
            name="color"
            label={t("color")}
            getValueFromEvent={(color: { toHexString: () => string }) => color.toHexString()}
          >
            <ColorPicker format="hex" disabledAlpha showText />
          </Form.Item>
          <Form.Item name="hotkey" label={t("hotkey")}>
            <Input maxLength={1} style={{ width: 80 }} className="mono" />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
