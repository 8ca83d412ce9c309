import { Tag } from "antd";
import type { Defect, ItemDetail } from "@/api/types";
import { items } from "@/i18n/items";
import { useLocale, useText } from "@/i18n/react";
import { defectWords, severityWords, verdictWords } from "@/i18n/words";
import { moment } from "@/parts/figures";

const colours = { pass: "green", fix: "gold", return: "red" };

/** What reviewers said of an item, the first first. */
export function Reviews({ detail }: { detail: ItemDetail }) {
  const t = useText(items);
  const verdict = useText(verdictWords);
  const locale = useLocale();
  if (detail.reviews.length === 0) return <p className="quiet">{t("noReviews")}</p>;
  return (
    <ul className="reviews">
      {detail.reviews.map((review) => (
        <li key={review.id}>
          <Tag color={colours[review.verdict]}>{verdict(review.verdict)}</Tag>
          {review.reviewer_name} <small className="quiet">{moment(review.at, locale)}</small>
          {review.comment && <p>{review.comment}</p>}
          {review.defects.map((defect, place) => (
            <DefectLine key={place} defect={defect} />
          ))}
        </li>
      ))}
    </ul>
  );
}

function DefectLine({ defect }: { defect: Defect }) {
  const t = useText(items);
  const kind = useText(defectWords);
  const severity = useText(severityWords);
  return (
    <div>
      <Tag>{kind(defect.class)}</Tag>
      <Tag color={defect.severity === "critical" ? "red" : "default"}>
        {severity(defect.severity ?? "minor")}
      </Tag>
      {defect.object_id && <span className="quiet">{t("onObject", { object: defect.object_id })} </span>}
      {defect.note}
    </div>
  );
}
