import { DeleteOutlined } from "@ant-design/icons";
import { Button, Flex, Input, Select } from "antd";
import type { LabelSchema, MigrationStep } from "@/api/types";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";
import { stepPartWords, stepWords, schema as texts } from "@/i18n/schema";
import { choicesOf, kindOf, type StepKind, type StepPart, stepKinds, stepParts } from "./steps";

interface MigrationEditorProps {
  steps: MigrationStep[];
  before: LabelSchema;
  after: LabelSchema;
  onChange: (steps: MigrationStep[]) => void;
}

/** The steps that carry existing annotations over to the new version, in order. */
export function MigrationEditor({ steps, before, after, onChange }: MigrationEditorProps) {
  const t = useText(texts);
  const c = useText(common);
  const kind = useText(stepWords);
  const replace = (place: number, step: MigrationStep) =>
    onChange(steps.map((one, at) => (at === place ? step : one)));
  return (
    <div>
      <h4>{t("steps")}</h4>
      <p className="quiet">{t("stepsHelp")}</p>
      {steps.length === 0 && <p>{t("noSteps")}</p>}
      {steps.map((step, place) => (
        <Flex key={place} gap={8} wrap align="end" className="migration-step">
          <span className="step-number">{place + 1}</span>
          <Select
            aria-label={t("addStep")}
            value={kindOf(step)}
            style={{ width: 190 }}
            options={stepKinds.map((value) => ({ value, label: kind(value) }))}
            onChange={(value: StepKind) => replace(place, { step: value })}
          />
          {stepParts[kindOf(step)].map((part) => (
            <Part
              key={part.name}
              part={part}
              value={step[part.name]}
              choices={choicesOf(part, before, after)}
              onChange={(value) => replace(place, { ...step, [part.name]: value })}
            />
          ))}
          <Button
            type="text"
            aria-label={c("remove")}
            icon={<DeleteOutlined />}
            onClick={() => onChange(steps.filter((_, at) => at !== place))}
          />
        </Flex>
      ))}
      <Button onClick={() => onChange([...steps, { step: "rename_class" }])}>{t("addStep")}</Button>
    </div>
  );
}

interface PartProps {
  part: StepPart;
  value: unknown;
  choices: string[] | undefined;
  onChange: (value: unknown) => void;
}

function Part({ part, value, choices, onChange }: PartProps) {
  const word = useText(stepPartWords);
  const label = word(part.label);
  if (choices) {
    return (
      <Select
        aria-label={label}
        placeholder={label}
        allowClear={part.optional}
        style={{ width: 170 }}
        value={typeof value === "string" ? value : undefined}
        options={choices.map((name) => ({ value: name, label: name }))}
        onChange={(name?: string) => onChange(name)}
      />
    );
  }
  return (
    <Input
      aria-label={label}
      placeholder={label}
      style={{ width: 200 }}
      className="mono"
      value={typeof value === "string" || value === undefined ? value : JSON.stringify(value)}
      onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
      onBlur={({ target }) => part.json && onChange(parsed(target.value))}
    />
  );
}

/** What was typed as JSON where it is JSON, or as a plain text. */
function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
