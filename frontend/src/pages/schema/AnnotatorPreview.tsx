import { Checkbox, Form, Tag } from "antd";
import { rulePictureUrl } from "@/api/projects";
import type { Attribute, Field, LabelClass, LabelSchema } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { useLocale, useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";
import { shapeWords, subjectWords } from "@/i18n/words";
import { colourOf } from "@/parts/content/draw";
import { QuestionPreview } from "./QuestionPreview";

interface AnnotatorPreviewProps {
  projectId: number;
  schema: LabelSchema;
}

/** The schema as the workbench lays it out: classes to choose, attributes to fill in, fields to answer. */
export function AnnotatorPreview({ projectId, schema }: AnnotatorPreviewProps) {
  const t = useText(texts);
  const locale = useLocale();
  const classes = Array.isArray(schema.classes) ? schema.classes : [];
  const fields = Array.isArray(schema.fields) ? schema.fields : [];
  if (classes.length + fields.length === 0) return <p className="quiet">{t("nothingToShow")}</p>;
  return (
    <Form layout="vertical" className="annotator-preview">
      {schema.title && <h4>{titleIn(schema.title, locale)}</h4>}
      {classes.map((one, place) => (
        <ClassPreview key={`${place} ${one?.name}`} one={one} projectId={projectId} schema={schema} />
      ))}
      {fields.map((field, place) => (
        <FieldPreview key={`${place} ${field?.name}`} field={field} />
      ))}
    </Form>
  );
}

function ClassPreview({ one, projectId, schema }: AnnotatorPreviewProps & { one: LabelClass }) {
  const t = useText(texts);
  const shape = useText(shapeWords);
  const locale = useLocale();
  if (!one?.name) return null;
  const help = titleIn(one.help, locale);
  return (
    <div className="preview-class" style={{ borderLeftColor: colourOf(schema, one.name) }}>
      <div>
        <b>{titleIn(one.title, locale, one.name)}</b>{" "}
        <Tag>{one.shape in shapeWords ? shape(one.shape) : one.shape}</Tag>
        {one.hotkey && <kbd title={t("hotkeyOf", { key: one.hotkey })}>{one.hotkey}</kbd>}
      </div>
      {help && <p className="quiet">{help}</p>}
      {(one.examples ?? []).map((example, place) => (
        <p key={place}>
          <Tag color={example.good ? "green" : "red"}>
            {example.good ? t("goodExample") : t("badExample")}
          </Tag>
          {titleIn(example.note, locale)} {example.text && <q>{example.text}</q>}
          {example.image && (
            <img className="schema-picture" src={rulePictureUrl(projectId, example.image)} alt="" />
          )}
        </p>
      ))}
      {(one.attributes ?? []).map((attribute) => (
        <AttributePreview key={attribute.name} attribute={attribute} />
      ))}
    </div>
  );
}

function AttributePreview({ attribute }: { attribute: Attribute }) {
  const locale = useLocale();
  const title = titleIn(attribute.title, locale, attribute.name);
  if (attribute.type === "boolean") {
    return (
      <Form.Item extra={<Condition when={attribute.when} />}>
        <Checkbox defaultChecked={attribute.default === true}>{title}</Checkbox>
      </Form.Item>
    );
  }
  return (
    <Form.Item label={title} required={attribute.required} extra={<Condition when={attribute.when} />}>
      <QuestionPreview question={attribute} />
    </Form.Item>
  );
}

function FieldPreview({ field }: { field: Field }) {
  const subject = useText(subjectWords);
  const locale = useLocale();
  if (!field?.name) return null;
  const of = field.of && field.of !== "item" && field.of in subjectWords ? subject(field.of) : null;
  return (
    <Form.Item
      label={
        <span>
          {titleIn(field.title, locale, field.name)} {of && <Tag color="blue">{of}</Tag>}
        </span>
      }
      required={field.required}
      extra={
        <>
          {titleIn(field.help, locale)} <Condition when={field.when} />
        </>
      }
    >
      <QuestionPreview question={field} />
    </Form.Item>
  );
}

function Condition({ when }: { when: Attribute["when"] }) {
  const t = useText(texts);
  if (!when) return null;
  return <span>{t("shownWhen", { name: when.name, value: String(when.equals) })}</span>;
}
