import { Radio, Tag } from "antd";
import type { AnnotationRow, Document, ItemDetail } from "@/api/types";
import { items } from "@/i18n/items";
import { useLocale, useText } from "@/i18n/react";
import { annotationKindWords } from "@/i18n/words";
import { duration, moment } from "@/parts/figures";

/** Which answer is drawn: an annotation's id, what came with the data, or none. */
export type Shown = string | null;

export function shownOf(detail: ItemDetail, shown: Shown): Document | null {
  if (shown === "gold") return detail.gold;
  if (shown === "prelabel") return detail.prelabel;
  return detail.annotations.find((one) => one.id === shown)?.document ?? null;
}

interface AnswerChoiceProps {
  detail: ItemDetail;
  shown: Shown;
  onChange: (shown: Shown) => void;
}

/** All answers to an item, one to be looked at. */
export function AnswerChoice({ detail, shown, onChange }: AnswerChoiceProps) {
  const t = useText(items);
  const extra = [detail.gold && "gold", detail.prelabel && "prelabel"].filter(
    (one) => one === "gold" || one === "prelabel",
  );
  return (
    <>
      {detail.annotations.length === 0 && <p className="quiet">{t("noAnswers")}</p>}
      <Radio.Group
        className="answer-choice"
        value={shown ?? ""}
        onChange={(event) => onChange(event.target.value || null)}
      >
        {detail.annotations.map((one) => (
          <Radio key={one.id} value={one.id}>
            <AnswerLine row={one} counts={one.id === detail.result} />
          </Radio>
        ))}
        {extra.map((one) => (
          <Radio key={one} value={one}>
            {t(one)}
          </Radio>
        ))}
        <Radio value="">{t("justContent")}</Radio>
      </Radio.Group>
    </>
  );
}

function AnswerLine({ row, counts }: { row: AnnotationRow; counts: boolean }) {
  const t = useText(items);
  const kind = useText(annotationKindWords);
  const locale = useLocale();
  const known = row.kind in annotationKindWords;
  return (
    <span>
      {t("by", {
        name: row.person_name ?? t("model"),
        kind: known ? kind(row.kind as keyof typeof annotationKindWords) : row.kind,
      })}{" "}
      {counts && <Tag color="green">{t("result")}</Tag>}
      <small className="quiet">
        <br />
        {moment(row.submitted_at, locale)} · {duration(row.active_seconds, locale)} ·{" "}
        {t("versions", { schema: row.schema_version, guide: row.guide_version })}
      </small>
    </span>
  );
}
