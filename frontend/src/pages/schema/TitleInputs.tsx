import { Form, Input } from "antd";
import type { Title } from "@/api/types";
import { useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";

export interface Titled {
  title?: Title;
  help?: Title;
}

/** Titles in both languages as the schema holds them; nothing where nothing was written. */
export function titleOf({ title, help }: Titled): Record<string, unknown> {
  return { title: written(title), help: written(help) };
}

function written(title: Title | undefined): Title | undefined {
  const held = Object.entries(title ?? {}).filter(([, text]) => text);
  return held.length > 0 ? Object.fromEntries(held) : undefined;
}

/** Inputs for a title in both languages, and a help text when asked for. */
export function TitleInputs({ help = false }: { help?: boolean }) {
  const t = useText(texts);
  return (
    <>
      <div className="form-pair">
        <Form.Item name={["title", "zh"]} label={t("titleZh")}>
          <Input />
        </Form.Item>
        <Form.Item name={["title", "en"]} label={t("titleEn")}>
          <Input />
        </Form.Item>
      </div>
      {help && (
        <div className="form-pair">
          <Form.Item name={["help", "zh"]} label={t("helpZh")}>
            <Input.TextArea rows={2} />
          </Form.Item>
          <Form.Item name={["help", "en"]} label={t("helpEn")}>
            <Input.TextArea rows={2} />
          </Form.Item>
        </div>
      )}
    </>
  );
}
