import { Link } from "@tanstack/react-router";
import { Progress, Table } from "antd";
import type { OrderDetail, OrderLot, OrderProject } from "@/api/types";
import { common } from "@/i18n/common";
import { lots } from "@/i18n/lots";
import { acceptance, orders } from "@/i18n/orders";
import { useLocale, useText } from "@/i18n/react";
import { number } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { LotStateTag, ProjectStateTag } from "@/parts/Tags";

/** The projects that were made of the order, and their lots. */
export function OrderWork({ order }: { order: OrderDetail }) {
  const t = useText(orders);
  const c = useText(common);
  if (order.projects.length === 0) {
    return (
      <section className="card">
        <h3>{t("work")}</h3>
        <span className="quiet">{t("noWork")}</span>
      </section>
    );
  }
  return (
    <section className="card">
      <h3>{t("work")}</h3>
      {order.projects.map((project) => (
        <ProjectLine key={project.id} project={project} />
      ))}
      <p className="quiet">{t("lotsOf", { size: order.lot_size ?? 0 })}</p>
      <Table<OrderLot>
        rowKey="id"
        size="middle"
        pagination={false}
        scroll={{ x: "max-content" }}
        dataSource={order.lots.toReversed()}
        locale={{ emptyText: <span className="quiet">{t("noLots")}</span> }}
        columns={[
          { title: c("name"), dataIndex: "name", render: (name: string) => <b>{name}</b> },
          {
            title: c("state"),
            dataIndex: "state",
            render: (state: OrderLot["state"]) => <LotStateTag state={state} />,
          },
          {
            title: t("volume"),
            key: "items",
            align: "right",
            render: (_, lot) => t("doneOf", { done: lot.finished, total: lot.items }),
          },
          { key: "act", align: "right", render: (_, lot) => <LotLinks lot={lot} /> },
        ]}
      />
    </section>
  );
}

/** To the sample of a lot that was delivered; who delivers does so on the project's page. */
function LotLinks({ lot }: { lot: OrderLot }) {
  const t = useText(acceptance);
  const l = useText(lots);
  const may = useMay();
  const at = { projectId: String(lot.project_id), lotId: String(lot.id) };
  if (lot.state === "open" || (lot.state === "rejected" && may("deliver"))) {
    return (
      may("deliver") && (
        <Link to="/projects/$projectId" params={{ projectId: at.projectId }} search={{ tab: "lots" }}>
          {l("deliver")}
        </Link>
      )
    );
  }
  return (
    <Link to="/acceptance/$projectId/$lotId" params={at}>
      {t(lot.state === "delivered" && may("judgeSample") ? "judge" : "seeSample")}
    </Link>
  );
}

function ProjectLine({ project }: { project: OrderProject }) {
  const t = useText(orders);
  const locale = useLocale();
  const share = project.items ? Math.floor((project.finished / project.items) * 100) : 0;
  return (
    <div>
      <Link to="/projects/$projectId" params={{ projectId: String(project.id) }} className="row-name">
        {project.name}
      </Link>{" "}
      <ProjectStateTag state={project.state} />{" "}
      <span className="quiet">
        {t("doneOf", { done: number(project.finished, locale), total: number(project.items, locale) })}
      </span>
      <Progress percent={share} size="small" aria-label={project.name} />
    </div>
  );
}
