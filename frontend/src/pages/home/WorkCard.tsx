import { Link } from "@tanstack/react-router";
import { Button, Tag } from "antd";
import type { HomeProject } from "@/api/types";
import { home } from "@/i18n/home";
import { useLocale, useText } from "@/i18n/react";
import { mediaWords, noWorkWords, taskWords } from "@/i18n/words";
import { duration } from "@/parts/figures";
import { ExpectedHour } from "@/parts/pay/ExpectedHour";
import { MissingSkill } from "@/parts/skills/MissingSkill";

const places = { annotate: "work", review: "review", adjudicate: "adjudicate" };

/** One project and one kind of work in it that can be done now: what waits, and one large button. */
export function WorkCard({ work, first }: { work: HomeProject; first: boolean }) {
  const t = useText(home);
  const task = useText(taskWords);
  const why = useText(noWorkWords);
  const label =
    work.returned > 0 ? t("fixReturned", { count: work.returned }) : t("start", { task: task(work.task) });
  const waiting = work.waiting >= 1000 ? t("waitingMany") : t("waiting", { count: work.waiting });
  return (
    <article className="card work">
      <div>
        <h3>{work.name}</h3>
        <WorkTags works={[work]} />
        {work.returned > 0 && <p className="work-returned">{t("returned", { count: work.returned })}</p>}
        <p className="quiet">{work.reason === null ? waiting : why(work.reason)}</p>
      </div>
      <Button
        type={first ? "primary" : "default"}
        size="large"
        className="work-start"
        href={`/${places[work.task]}/${work.id}`}
        danger={!first && work.returned > 0}
      >
        {label}
      </Button>
    </article>
  );
}

/** Work in one project that is closed now, and why. */
export function ClosedCard({ works }: { works: [HomeProject, ...HomeProject[]] }) {
  const why = useText(noWorkWords);
  const [{ id, name, reason }] = works;
  return (
    <article className="card work work-closed">
      <div>
        <h3>{name}</h3>
        <WorkTags works={works} />
        <p className="quiet">{reason !== null && why(reason)}</p>
        {reason === "skill" && <MissingSkill project={id} />}
      </div>
    </article>
  );
}

/** Kinds of work and data, the usual time, and the way to the rules. */
function WorkTags({ works }: { works: [HomeProject, ...HomeProject[]] }) {
  const t = useText(home);
  const task = useText(taskWords);
  const media = useText(mediaWords);
  const locale = useLocale();
  const [work] = works;
  const params = { projectId: String(work.id) };
  return (
    <div className="work-tags">
      {works.map((one) => (
        <Tag key={one.task} color="green">
          {task(one.task)}
        </Tag>
      ))}
      <Tag>{media(work.media)}</Tag>
      {work.median_seconds !== null && (
        <span className="quiet">{t("each", { time: duration(work.median_seconds, locale) })}</span>
      )}
      <ExpectedHour project={work.id} task={work.task} />
      <Link to="/projects/$projectId" params={params} search={{ tab: "guide" }}>
        {t("guide")}
      </Link>
      <Link to="/projects/$projectId" params={params} search={{ tab: "questions" }}>
        {t("askQuestion")}
      </Link>
    </div>
  );
}
