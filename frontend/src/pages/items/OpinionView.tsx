import { Progress } from "antd";
import { isMissing, useOpinion } from "@/api/checks";
import type { PersonPart } from "@/api/types";
import { quality } from "@/i18n/checks";
import { useLocale, useText } from "@/i18n/react";
import { percent } from "@/parts/figures";

/** What the answers of an item say together: how sure that is, and who gave which part. */
export function OpinionView({ project, item }: { project: number; item: number }) {
  const t = useText(quality);
  const locale = useLocale();
  const read = useOpinion(project, item, true);
  const found = read.data;
  if (!found || isMissing(read.error)) return null;
  return (
    <>
      <h3>{t("opinion")}</h3>
      <Progress
        percent={Math.round(found.confidence * 100)}
        size="small"
        status="normal"
        format={() => t("opinionSure", { answers: found.answers, sure: percent(found.confidence, locale) })}
      />
      <Parts parts={found.parts} />
      {found.adjudicated.length > 0 && (
        <>
          <b>{t("decided")}</b>
          <Parts parts={found.adjudicated} />
        </>
      )}
    </>
  );
}

function Parts({ parts }: { parts: PersonPart[] }) {
  const t = useText(quality);
  const locale = useLocale();
  return (
    <ul className="opinion-parts">
      {parts.map((part) => (
        <li key={part.path}>
          {t("gaveIt", {
            part: part.path,
            names: part.names.join(locale === "en" ? ", " : "、") || t("nobody"),
            sure: percent(part.confidence, locale),
          })}
        </li>
      ))}
    </ul>
  );
}
