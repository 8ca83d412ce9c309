import { Flex, Tag } from "antd";
import type { Document, Field, LabelSchema } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { parts } from "@/i18n/parts";
import { useLocale, useText } from "@/i18n/react";
import { answerText, attributesText } from "./answers";
import { colourOf } from "./draw";

interface DocumentListProps {
  document: Document;
  schema: LabelSchema | undefined;
  chosen: string | null;
  /** Without it the objects are only named. */
  onChoose?: (id: string | null) => void;
}

/** The objects, relations and answers of one document, in words. */
export function DocumentList({ document, schema, chosen, onChoose }: DocumentListProps) {
  const t = useText(parts);
  const locale = useLocale();
  const classOf = (name: string) => schema?.classes?.find((one) => one.name === name);
  const classTitle = (name: string) => titleIn(classOf(name)?.title, locale, name);
  const fieldOf = (name: string): Field | undefined => schema?.fields?.find((one) => one.name === name);
  const answers = Object.entries(document.answers);
  return (
    <Flex vertical gap={12}>
      {document.objects.length > 0 && (
        <div>
          <div className="quiet">{t("objects", { count: document.objects.length })}</div>
          <Flex wrap gap={6}>
            {document.objects.slice(0, 200).map((object) => (
              <button
                type="button"
                key={object.id}
                className="object-chip"
                aria-pressed={object.id === chosen}
                disabled={!onChoose}
                onClick={() => onChoose?.(object.id === chosen ? null : object.id)}
              >
                <i style={{ background: colourOf(schema, object.class) }} />
                {classTitle(object.class)}
                {attributesText(classOf(object.class), object.attributes ?? {}, locale)}
              </button>
            ))}
          </Flex>
        </div>
      )}
      {document.relations.length > 0 && (
        <div>
          <div className="quiet">{t("relations")}</div>
          {document.relations.map((relation) => (
            <Tag key={`${relation.from} ${relation.to} ${relation.class}`}>
              {relation.from} → {relation.to} · {relation.class}
            </Tag>
          ))}
        </div>
      )}
      {answers.length > 0 && (
        <div>
          <div className="quiet">{t("answers")}</div>
          <dl className="answers">
            {answers.map(([name, value]) => (
              <div key={name}>
                <dt>{titleIn(fieldOf(name)?.title, locale, name)}</dt>
                <dd>{answerText(fieldOf(name), value, locale)}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {document.objects.length === 0 && answers.length === 0 && (
        <span className="quiet">{t("noObjects")}</span>
      )}
    </Flex>
  );
}
