import { ColorPicker, Form, Input, InputNumber, Modal, Select, Tabs } from "antd";
import type { Example, LabelClass, MediaKind, ShapeName } from "@/api/types";
import { useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";
import { shapeWords } from "@/i18n/words";
import { AttributeRows } from "./AttributeRows";
import { type AttributeRow, attributesOf, rowsOf } from "./attributes";
import { ExampleRows } from "./ExampleRows";
import { type SkeletonText, skeletonOf, textOf } from "./skeleton";
import { type Titled, TitleInputs, titleOf } from "./TitleInputs";

const shapesFor: Record<MediaKind, ShapeName[]> = {
  image: ["box", "rotated_box", "polygon", "polyline", "point", "skeleton", "ellipse", "mask"],
  text: ["span"],
  chat: ["span"],
  audio: ["interval"],
  video: ["box", "rotated_box", "polygon", "polyline", "point", "skeleton", "ellipse", "mask", "interval"],
};

interface ClassFormProps {
  projectId: number;
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
  min_count?: number | null;
  max_count?: number | null;
  skeleton?: SkeletonText;
  attributes?: AttributeRow[];
  examples?: Example[];
}

/** All of a class: what it is, what is asked about it, and how it is shown to annotators. */
export function ClassForm({ projectId, media, known, onSave, onClose }: ClassFormProps) {
  const t = useText(texts);
  const [form] = Form.useForm<Values>();
  const shapes = shapesFor[media] ?? shapesFor.image;
  return (
    <Modal
      open
      title={known ? t("editClass") : t("addClass")}
      onCancel={onClose}
      onOk={form.submit}
      width={760}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError
        onFinish={(values) => onSave(membersOf(values))}
        initialValues={{ ...valuesOf(known), shape: known?.shape ?? shapes[0] }}
      >
        <Tabs
          items={[
            { key: "plain", label: t("plain"), children: <Plain isNew={!known} shapes={shapes} /> },
            { key: "attributes", label: t("attributesTab"), children: <AttributeRows />, forceRender: true },
            {
              key: "examples",
              label: t("examplesTab"),
              children: <ExampleRows projectId={projectId} />,
              forceRender: true,
            },
          ]}
        />
      </Form>
    </Modal>
  );
}

function Plain({ isNew, shapes }: { isNew: boolean; shapes: ShapeName[] }) {
  const t = useText(texts);
  const shape = useText(shapeWords);
  const chosen = Form.useWatch<ShapeName>("shape");
  return (
    <>
      <div className="form-pair">
        <Form.Item
          name="name"
          label={t("name")}
          rules={[
            { required: true, message: t("giveName") },
            { pattern: /^[a-z][a-z0-9_]*$/, message: t("nameRule") },
          ]}
        >
          <Input autoFocus={isNew} className="mono" />
        </Form.Item>
        <Form.Item name="shape" label={t("shape")}>
          <Select options={shapes.map((value) => ({ value, label: shape(value) }))} />
        </Form.Item>
      </div>
      <TitleInputs help />
      {chosen === "skeleton" && <SkeletonInputs />}
      <div className="form-four">
        <Form.Item
          name="color"
          label={t("color")}
          getValueFromEvent={(color: { toHexString: () => string }) => color.toHexString()}
        >
          <ColorPicker format="hex" disabledAlpha showText />
        </Form.Item>
        <Form.Item name="hotkey" label={t("hotkey")}>
          <Input maxLength={1} className="mono" />
        </Form.Item>
        <Form.Item name="min_count" label={t("minCount")}>
          <InputNumber min={0} precision={0} />
        </Form.Item>
        <Form.Item name="max_count" label={t("maxCount")}>
          <InputNumber min={0} precision={0} />
        </Form.Item>
      </div>
    </>
  );
}

function SkeletonInputs() {
  const t = useText(texts);
  return (
    <div className="form-pair">
      <Form.Item
        name={["skeleton", "keypoints"]}
        label={t("keypoints")}
        rules={[{ required: true, message: t("giveKeypoints") }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} className="mono" />
      </Form.Item>
      <Form.Item name={["skeleton", "edges"]} label={t("edges")}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} className="mono" placeholder="1-2, 2-3" />
      </Form.Item>
    </div>
  );
}

function valuesOf(known: LabelClass | undefined): Partial<Values> {
  if (!known) return {};
  const { attributes, skeleton, hotkey, ...rest } = known;
  return {
    ...rest,
    hotkey: hotkey ?? undefined,
    skeleton: textOf(skeleton),
    attributes: rowsOf(attributes),
  };
}

function membersOf(values: Values): Record<string, unknown> {
  const { name, shape, color, hotkey, skeleton, attributes, examples, ...rest } = values;
  return {
    name,
    ...titleOf(rest),
    shape,
    color,
    hotkey: hotkey || undefined,
    min_count: rest.min_count ?? undefined,
    max_count: rest.max_count ?? undefined,
    skeleton: shape === "skeleton" ? skeletonOf(skeleton ?? {}) : undefined,
    attributes: attributes?.length ? attributesOf(attributes) : undefined,
    examples: examples?.length ? examples.map(exampleOf) : undefined,
  };
}

function exampleOf({ good, note, image, text }: Example): Example {
  const words = titleOf({ title: note }).title as Example["note"];
  return { good, ...(words && { note: words }), ...(image && { image }), ...(text && { text }) };
}
