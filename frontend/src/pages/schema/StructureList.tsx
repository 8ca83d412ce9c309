import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Flex, Tag, Tooltip } from "antd";
import { useState } from "react";
import type { Field, LabelClass, LabelSchema } from "@/api/types";
import { common } from "@/i18n/common";
import { titleIn } from "@/i18n/core";
import { useLocale, useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";
import { fieldWords, shapeWords, subjectWords } from "@/i18n/words";
import { colourOf } from "@/parts/content/draw";
import { ClassForm } from "./ClassForm";
import { FieldForm } from "./FieldForm";
import { appended, merged, moved, removed } from "./text";

interface StructureListProps {
  projectId: number;
  schema: LabelSchema;
  text: string;
  onChange: (text: string) => void;
}

type Editing = { list: "classes" | "fields"; place: number | null } | null;

/** The classes and fields of the schema, to be added, changed and put in order without writing YAML. */
export function StructureList({ projectId, schema, text, onChange }: StructureListProps) {
  const t = useText(texts);
  const [editing, setEditing] = useState<Editing>(null);
  const classes = listOf<LabelClass>(schema.classes);
  const fields = listOf<Field>(schema.fields);
  const place = editing?.place ?? null;
  const save = (list: "classes" | "fields") => (members: Record<string, unknown>) => {
    onChange(place === null ? appended(text, list, defined(members)) : merged(text, [list, place], members));
    setEditing(null);
  };
  const rowProps = (list: "classes" | "fields", at: number, length: number) => ({
    onEdit: () => setEditing({ list, place: at }),
    onRemove: () => onChange(removed(text, [list, at])),
    onUp: at > 0 ? () => onChange(moved(text, list, at, -1)) : undefined,
    onDown: at < length - 1 ? () => onChange(moved(text, list, at, 1)) : undefined,
  });
  return (
    <>
      <Flex justify="space-between" align="center">
        <h4>{t("classes")}</h4>
        <Button onClick={() => setEditing({ list: "classes", place: null })}>{t("addClass")}</Button>
      </Flex>
      {classes.length === 0 && <p className="quiet">{t("noClasses")}</p>}
      {classes.map((one, at) => (
        <Row key={`${at} ${one.name}`} {...rowProps("classes", at, classes.length)}>
          <ClassLine one={one} schema={schema} />
        </Row>
      ))}
      <Flex justify="space-between" align="center">
        <h4>{t("fields")}</h4>
        <Button onClick={() => setEditing({ list: "fields", place: null })}>{t("addField")}</Button>
      </Flex>
      {fields.length === 0 && <p className="quiet">{t("noFields")}</p>}
      {fields.map((one, at) => (
        <Row key={`${at} ${one.name}`} {...rowProps("fields", at, fields.length)}>
          <FieldLine one={one} />
        </Row>
      ))}
      <p className="quiet">{t("moreInText")}</p>
      {editing?.list === "classes" && (
        <ClassForm
          projectId={projectId}
          media={schema.media}
          known={place === null ? undefined : classes[place]}
          onSave={save("classes")}
          onClose={() => setEditing(null)}
        />
      )}
      {editing?.list === "fields" && (
        <FieldForm
          media={schema.media}
          known={place === null ? undefined : fields[place]}
          onSave={save("fields")}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

/** What a half-written text holds under a list's name may be anything. */
function listOf<One extends { name: string }>(value: unknown): One[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "object" && one !== null) : [];
}

function defined(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

interface RowProps {
  onEdit: () => void;
  onRemove: () => void;
  onUp?: () => void;
  onDown?: () => void;
  children: React.ReactNode;
}

function Row({ onEdit, onRemove, onUp, onDown, children }: RowProps) {
  const t = useText(texts);
  const c = useText(common);
  const buttons = [
    { label: t("moveUp"), icon: <ArrowUpOutlined />, act: onUp },
    { label: t("moveDown"), icon: <ArrowDownOutlined />, act: onDown },
    { label: c("remove"), icon: <DeleteOutlined />, act: onRemove },
  ];
  return (
    <Flex className="structure-row" align="center" gap={4}>
      <button type="button" onClick={onEdit}>
        {children}
      </button>
      {buttons.map(({ label, icon, act }) => (
        <Tooltip key={label} title={label}>
          <Button type="text" size="small" aria-label={label} icon={icon} disabled={!act} onClick={act} />
        </Tooltip>
      ))}
    </Flex>
  );
}

function ClassLine({ one, schema }: { one: LabelClass; schema: LabelSchema }) {
  const t = useText(texts);
  const shape = useText(shapeWords);
  const locale = useLocale();
  return (
    <>
      <i className="swatch" style={{ background: colourOf(schema, one.name) }} />
      <b>{titleIn(one.title, locale, one.name)}</b>
      <Tag>{one.shape in shapeWords ? shape(one.shape) : one.shape}</Tag>
      {one.hotkey && <kbd>{one.hotkey}</kbd>}
      {one.attributes && one.attributes.length > 0 && (
        <span className="quiet">{t("attributes", { count: one.attributes.length })}</span>
      )}
    </>
  );
}

function FieldLine({ one }: { one: Field }) {
  const t = useText(texts);
  const type = useText(fieldWords);
  const subject = useText(subjectWords);
  const locale = useLocale();
  return (
    <>
      <b>{titleIn(one.title, locale, one.name)}</b>
      <Tag>{one.type in fieldWords ? type(one.type) : one.type}</Tag>
      {one.of && one.of !== "item" && one.of in subjectWords && <Tag color="blue">{subject(one.of)}</Tag>}
      {one.required && <Tag color="gold">{t("required")}</Tag>}
    </>
  );
}
