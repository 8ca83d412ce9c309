import { Link } from "@tanstack/react-router";
import { useProjects } from "@/api/projects";
import type { ProjectRow } from "@/api/types";
import { lots as texts } from "@/i18n/lots";
import { useText } from "@/i18n/react";
import { DeliveryTable } from "@/parts/lots/DeliveryTable";
import { LotTable } from "@/parts/lots/LotTable";
import { PageHead } from "@/parts/PageHead";
import { Loaded, Nothing } from "@/parts/States";
import { ProjectStateTag } from "@/parts/Tags";

/** All that a customer was delivered, project by project, to be downloaded and judged. */
export function CustomerDeliveries() {
  const t = useText(texts);
  const pages = useProjects({});
  return (
    <>
      <PageHead title={t("customerTitle")} help={t("customerHelp")} />
      <Loaded read={pages}>
        {({ rows }) => (
          <div className="grid">
            {rows.length === 0 && <Nothing title={t("noProjects")} />}
            {rows.map((project) => (
              <ProjectDeliveries key={project.id} project={project} />
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
}

function ProjectDeliveries({ project }: { project: ProjectRow }) {
  const t = useText(texts);
  return (
    <section className="card">
      <div className="section-head">
        <h3>
          {project.name} <ProjectStateTag state={project.state} />
        </h3>
        <Link to="/projects/$projectId" params={{ projectId: String(project.id) }}>
          {t("toProject")}
        </Link>
      </div>
      <LotTable project={project.id} />
      <h4>{t("deliveries")}</h4>
      <DeliveryTable project={project.id} />
    </section>
  );
}
