import { Link } from "@tanstack/react-router";
import { Button, Tag } from "antd";
import type { HomeProject } from "@/api/types";
import { home } from "@/i18n/home";
import { useLocale, useText } from "@/i18n/react";
import { mediaWords, noWorkWords, taskWords } from "@/i18n/words";
import { duration } from "@/parts/figures";

const places = { annotate: "work", review: "review", adjudicate: "adjudicate" };

/** One project and one kind of work in it: what waits, and one large button, or why there is nothing. */
export function WorkCard({ work, first }: { work: HomeProject; first: boolean }) {
  const t = useText(home);
  const task = useText(taskWords);
  const media = useText(mediaWords);
  const why = useText(noWorkWords);
  const locale = useLocale();
  const hasWork = work.reason === null || work.returned > 0;
  const label =
    work.returned > 0 ? t("fixReturned", { count: work.returned }) : t("start", { task: task(work.task) });
  return (
    <article className={`card work ${hasWork ? "" : "work-closed"}`}>
      <div>
        <h3>{work.name}</h3>
        <div className="work-tags">
          <Tag color="green">{task(work.task)}</Tag>
          <Tag>{media(work.media)}</Tag>
          {work.median_seconds !== null && (
            <span className="quiet">{t("each", { time: duration(work.median_seconds, locale) })}</span>
          )}
          <Link to="/projects/$projectId" params={{ projectId: String(work.id) }} search={{ tab: "guide" }}>
            {t("guide")}
          </Link>
          <Link
            to="/projects/$projectId"
            params={{ projectId: String(work.id) }}
            search={{ tab: "questions" }}
          >
            {t("askQuestion")}
          </Link>
        </div>
        {work.returned > 0 && <p className="work-returned">{t("returned", { count: work.returned })}</p>}
        {work.reason !== null ? (
          <p className="quiet">{why(work.reason)}</p>
        ) : (
          <p className="quiet">
            {work.waiting >= 1000 ? t("waitingMany") : t("waiting", { count: work.waiting })}
          </p>
        )}
      </div>
      {hasWork && (
        <Button
          type={first ? "primary" : "default"}
          size="large"
          className="work-start"
          href={`/${places[work.task]}/${work.id}`}
          danger={!first && work.returned > 0}
        >
          {label}
        </Button>
      )}
    </article>
  );
}
