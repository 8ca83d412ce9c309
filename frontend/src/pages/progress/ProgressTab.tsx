import { useProgress } from "@/api/projects";
import type { Progress, Project } from "@/api/types";
import { progress } from "@/i18n/progress";
import { useLocale, useText } from "@/i18n/react";
import { moment, number, percent } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { Loaded, Nothing } from "@/parts/States";
import { HoursChart } from "./HoursChart";
import { PeopleTable } from "./PeopleTable";
import { StatesBar } from "./StatesBar";
import "./progress.css";

/** How far the project is, live. */
export default function ProgressTab({ project }: { project: Project }) {
  const t = useText(progress);
  const may = useMay();
  const read = useProgress(project.id);
  return (
    <Loaded read={read}>
      {(data) =>
        data.counts.total === 0 ? (
          <div className="card">
            <Nothing title={t("noItems")} help={may("import") ? t("noItemsHelp") : undefined} />
          </div>
        ) : (
          <div className="grid">
            <Figures data={data} />
            <div className="card">
              <h3>{t("byState")}</h3>
              <StatesBar counts={data.counts} />
            </div>
            <div className="card">
              <h3>
                {t("hours")} <small className="quiet">{t("live")}</small>
              </h3>
              <HoursChart hours={data.hours} />
            </div>
            {may("seePersonProgress") && (
              <div className="card">
                <h3>{t("who")}</h3>
                <PeopleTable people={data.people} project={project.id} />
              </div>
            )}
          </div>
        )
      }
    </Loaded>
  );
}

function Figures({ data }: { data: Progress }) {
  const t = useText(progress);
  const locale = useLocale();
  const { counts } = data;
  const done = counts.accepted + counts.delivered;
  const total = counts.total - counts.excluded;
  const finish =
    total > 0 && done === total
      ? t("finished")
      : data.finish_at
        ? moment(data.finish_at, locale)
        : t("unknown");
  return (
    <dl className="progress-figures">
      <div className="card">
        <dt className="quiet">{t("done")}</dt>
        <dd>
          {percent(total ? done / total : 0, locale, 1)}
          <small>{t("ofTotal", { done: number(done, locale), total: number(total, locale) })}</small>
        </dd>
      </div>
      <div className="card">
        <dt className="quiet">{t("perHour")}</dt>
        <dd>{data.per_hour === null ? "–" : number(data.per_hour, locale, 1)}</dd>
      </div>
      <div className="card">
        <dt className="quiet">{t("active")}</dt>
        <dd>{t("people", { count: data.active_people })}</dd>
      </div>
      <div className="card">
        <dt className="quiet">{t("finish")}</dt>
        <dd className={data.finish_at || done === total ? "" : "progress-unknown"}>{finish}</dd>
      </div>
    </dl>
  );
}
