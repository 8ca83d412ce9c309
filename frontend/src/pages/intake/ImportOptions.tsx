import { Checkbox, Form, Radio, Select } from "antd";
import { useFormats, useLots } from "@/api/intake";
import type { NewImport } from "@/api/types";
import { intake } from "@/i18n/intake";
import { useText } from "@/i18n/react";
import type { Chosen } from "./chosenFiles";
import { formatOptions, guessFormat } from "./formats";

export type Options = Omit<NewImport, "uploads">;

interface ImportOptionsProps {
  project: number;
  chosen: Chosen[];
  options: Options;
  disabled: boolean;
  onChange: (part: Options) => void;
}

/** How the chosen files are to be read, and what becomes of answers in them. */
export function ImportOptions({ project, chosen, options, disabled, onChange }: ImportOptionsProps) {
  const t = useText(intake);
  const formats = useFormats();
  const lots = useLots(project);
  const guess = guessFormat(chosen, formats.data ?? []);
  const open = (lots.data ?? []).filter(({ state }) => state === "open");
  return (
    <Form layout="vertical" disabled={disabled}>
      <Form.Item
        label={t("format")}
        extra={guess && !options.format ? t("guessed", { format: guess.title }) : ""}
      >
        <Select
          allowClear
          placeholder={t("guess")}
          aria-label={t("format")}
          options={formatOptions((formats.data ?? []).filter(({ reads }) => reads))}
          onChange={(format?: string) => onChange({ format: format ?? null })}
        />
      </Form.Item>
      <Form.Item label={t("annotations")}>
        <Radio.Group
          className="intake-choice"
          value={options.annotations}
          onChange={({ target }) => onChange({ annotations: target.value })}
        >
          {(["prelabel", "gold", "ignore"] as const).map((value) => (
            <Radio key={value} value={value}>
              {t(value)} <small className="quiet">{t(`${value}Help`)}</small>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      {open.length > 0 && (
        <Form.Item label={t("lot")}>
          <Select
            allowClear
            aria-label={t("lot")}
            options={open.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(lot_id?: number) => onChange({ lot_id: lot_id ?? null })}
          />
        </Form.Item>
      )}
      <Form.Item extra={t("skipHelp")}>
        <Checkbox
          checked={options.skip_faulty}
          onChange={({ target }) => onChange({ skip_faulty: target.checked })}
        >
          {t("skipFaulty")}
        </Checkbox>
      </Form.Item>
    </Form>
  );
}
