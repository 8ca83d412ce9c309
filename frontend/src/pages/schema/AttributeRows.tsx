import { DeleteOutlined } from "@ant-design/icons";
import { Button, Checkbox, Flex, Form, Input, InputNumber, Select, Tooltip } from "antd";
import type { Attribute } from "@/api/types";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";
import { fieldWords } from "@/i18n/words";
import type { AttributeRow } from "./attributes";

const types: Attribute["type"][] = ["choice", "choices", "number", "text", "boolean"];

/** The attributes of a class, each a row of the surrounding form. */
export function AttributeRows() {
  const t = useText(texts);
  return (
    <Form.List name="attributes">
      {(rows, { add, remove }) => (
        <>
          {rows.length === 0 && <p className="quiet">{t("noAttributes")}</p>}
          {rows.map((row) => (
            <Row key={row.key} place={row.name} onRemove={() => remove(row.name)} />
          ))}
          <Button onClick={() => add({ type: "choice" } satisfies Partial<AttributeRow>)}>
            {t("addAttribute")}
          </Button>
        </>
      )}
    </Form.List>
  );
}

function Row({ place, onRemove }: { place: number; onRemove: () => void }) {
  const t = useText(texts);
  const c = useText(common);
  const word = useText(fieldWords);
  const type = Form.useWatch<Attribute["type"]>(["attributes", place, "type"]);
  return (
    <div className="schema-row">
      <Flex gap={12} align="start">
        <Form.Item
          name={[place, "name"]}
          label={t("name")}
          rules={[
            { required: true, message: t("giveName") },
            { pattern: /^[a-z][a-z0-9_]*$/, message: t("nameRule") },
          ]}
        >
          <Input className="mono" />
        </Form.Item>
        <Form.Item name={[place, "type"]} label={t("type")}>
          <Select options={types.map((value) => ({ value, label: word(value) }))} />
        </Form.Item>
        <Form.Item
          name={[place, "required"]}
          label={t("required")}
          valuePropName="checked"
          className="narrow"
        >
          <Checkbox />
        </Form.Item>
        <Tooltip title={c("remove")}>
          <Button type="text" aria-label={c("remove")} icon={<DeleteOutlined />} onClick={onRemove} />
        </Tooltip>
      </Flex>
      <Flex gap={12}>
        <Form.Item name={[place, "title", "zh"]} label={t("titleZh")}>
          <Input />
        </Form.Item>
        <Form.Item name={[place, "title", "en"]} label={t("titleEn")}>
          <Input />
        </Form.Item>
        <Form.Item name={[place, "when"]} label={t("when")} tooltip={t("whenHelp")}>
          <Input className="mono" placeholder={t("whenExample")} />
        </Form.Item>
      </Flex>
      {(type === "choice" || type === "choices") && (
        <Form.Item
          name={[place, "options"]}
          label={t("options")}
          rules={[{ required: true, message: t("giveOptions") }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} className="mono" />
        </Form.Item>
      )}
      {type === "number" && (
        <Flex gap={12}>
          <Form.Item name={[place, "min"]} label={t("least")}>
            <InputNumber />
          </Form.Item>
          <Form.Item name={[place, "max"]} label={t("most")}>
            <InputNumber />
          </Form.Item>
        </Flex>
      )}
    </div>
  );
}
