import { Cascader, Checkbox, Flex, Input, InputNumber, Radio, Rate, Segmented, Switch } from "antd";
import type { Attribute, Field, Option } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { useLocale, useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";

/** One question as it will be asked. Answers given here go nowhere. */
export function QuestionPreview({ question }: { question: Field | Attribute }) {
  const locale = useLocale();
  const options = (question.options ?? []).map((one) => optionOf(one));
  switch (question.type) {
    case "choice":
      return <Radio.Group options={options} />;
    case "choices":
      return <Checkbox.Group options={options} />;
    case "tree":
      return <Cascader options={question.options?.map(branchOf)} />;
    case "number":
      return (
        <InputNumber
          min={question.min ?? undefined}
          max={question.max ?? undefined}
          step={question.step ?? 1}
          suffix={question.unit}
        />
      );
    case "text":
      return (
        <Input.TextArea
          autoSize={{ minRows: "multiline" in question && question.multiline === false ? 1 : 2 }}
          maxLength={question.max_length ?? undefined}
          showCount={typeof question.max_length === "number"}
        />
      );
    case "boolean":
      return <Switch />;
    default:
      return <FieldQuestion field={question} />;
  }

  function optionOf(one: Option | string) {
    return typeof one === "string"
      ? { value: one, label: one }
      : { value: one.name, label: titleIn(one.title, locale, one.name) };
  }

  function branchOf(one: Option): { value: string; label: string; children?: ReturnType<typeof branchOf>[] } {
    return { ...optionOf(one), children: one.children?.map(branchOf) };
  }
}

function FieldQuestion({ field }: { field: Field }) {
  const t = useText(texts);
  const locale = useLocale();
  switch (field.type) {
    case "rating":
      return (field.max ?? 5) <= 10 ? (
        <Rate count={field.max ?? 5} />
      ) : (
        <InputNumber min={1} max={field.max ?? 5} />
      );
    case "ranking":
      return <span className="quiet">{t("rankHelp")}</span>;
    case "preference":
      return (
        <Segmented options={[t("better", { response: "A" }), t("tie"), t("better", { response: "B" })]} />
      );
    case "rubric":
      return (
        <Flex vertical gap={8}>
          {(field.criteria ?? []).map((criterion) => (
            <Flex key={criterion.name} gap={12} align="center">
              <span>{titleIn(criterion.title, locale, criterion.name)}</span>
              <Rate count={criterion.max} />
            </Flex>
          ))}
        </Flex>
      );
    default:
      return null;
  }
}
