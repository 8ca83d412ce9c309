import { Alert } from "antd";
import { useHome } from "@/api/projects";
import type { Home as HomeData, HomeProject } from "@/api/types";
import { home } from "@/i18n/home";
import { useText } from "@/i18n/react";
import { useWho } from "@/parts/me";
import { PageHead } from "@/parts/PageHead";
import { MyFirings } from "@/parts/quality/MyFirings";
import { Loaded, Nothing } from "@/parts/States";
import { DaysChart } from "./DaysChart";
import { TodayFigures } from "./TodayFigures";
import { ClosedCard, WorkCard } from "./WorkCard";
import "./home.css";

/** What to do now, what was done today. */
export function Home() {
  const t = useText(home);
  const me = useWho();
  const read = useHome();
  return (
    <>
      <PageHead title={t("hello", { name: me.name })} help={t("help")} />
      <MyFirings />
      <Loaded read={read}>{(data) => <Work data={data} />}</Loaded>
    </>
  );
}

function Work({ data }: { data: HomeData }) {
  const t = useText(home);
  const open = data.projects.filter((one) => one.reason === null || one.returned > 0);
  const closed = data.projects.filter((one) => !open.includes(one));
  open.sort((a, b) => Number(b.returned > 0) - Number(a.returned > 0));
  return (
    <div className="home">
      <section>
        {data.projects.length === 0 && (
          <div className="card">
            <Nothing title={t("nothing")} help={t("nothingHelp")} />
          </div>
        )}
        {open.map((one, place) => (
          <WorkCard key={`${one.id} ${one.task}`} work={one} first={place === 0} />
        ))}
        {closed.length > 0 && <h3 className="quiet">{t("other")}</h3>}
        {grouped(closed).map(([one, ...others]) => (
          <ClosedCard key={`${one.id} ${one.reason}`} works={[one, ...others]} />
        ))}
      </section>
      <aside>
        <TodayFigures today={data.today} />
        {data.questions_open > 0 && (
          <Alert type="info" showIcon title={t("questions", { count: data.questions_open })} />
        )}
        <div className="card">
          <h3>{t("days")}</h3>
          <DaysChart days={data.days} />
        </div>
      </aside>
    </div>
  );
}

/** What is closed for the same reason in the same project belongs on one card. */
function grouped(works: HomeProject[]): [HomeProject, ...HomeProject[]][] {
  const groups = new Map<string, [HomeProject, ...HomeProject[]]>();
  for (const work of works) {
    const key = `${work.id} ${work.reason}`;
    const group = groups.get(key);
    if (group) group.push(work);
    else groups.set(key, [work]);
  }
  return [...groups.values()];
}
