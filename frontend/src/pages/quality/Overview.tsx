import { Table } from "antd";
import type { QualityAgreement, QualityClass, QualityReport, WeakSpot } from "@/api/types";
import { quality } from "@/i18n/checks";
import { useLocale, useText } from "@/i18n/react";
import { number, percent } from "@/parts/figures";
import { Nothing } from "@/parts/States";
import { ConfidenceChart } from "./ConfidenceChart";
import { ConfusionTable } from "./ConfusionTable";
import { ItemsLink } from "./ItemsLink";
import { ranged, shareOf, titleOf } from "./words";

interface ViewProps {
  report: QualityReport;
  project: number;
}

/** Agreement, confusions, the worst classes and the guide's weak spots. */
export function Overview({ report, project }: ViewProps) {
  return (
    <div className="grid">
      <Figures report={report} />
      <div className="quality-halves">
        <AgreementCard report={report} project={project} />
        <ConfidenceCard report={report} />
      </div>
      <div className="quality-halves">
        <ClassesCard report={report} project={project} />
        <WeakSpots report={report} project={project} />
      </div>
      {report.confusion.map((matrix) => (
        <ConfusionTable key={matrix.name} matrix={matrix} report={report} project={project} />
      ))}
    </div>
  );
}

function Figures({ report }: { report: QualityReport }) {
  const t = useText(quality);
  const locale = useLocale();
  const first = report.agreement[0];
  const unsure = report.confidence.filter((bar) => bar.high <= 0.8).reduce((sum, bar) => sum + bar.items, 0);
  return (
    <dl className="quality-figures">
      <div className="card">
        <dt className="quiet">{t("gold")}</dt>
        <dd>
          {report.gold ? percent(report.gold.value, locale) : "–"}
          {report.gold && (
            <small>
              {shareOf(report.gold, locale)} {t("trials", { count: Math.round(report.gold.trials) })}
            </small>
          )}
        </dd>
      </div>
      <div className="card">
        <dt className="quiet">{first?.name === "" || !first ? t("overall") : t("overallFirst")}</dt>
        <dd>
          {first?.value == null ? "–" : number(first.value, locale, 2)}
          {first && <small>{ranged(first.value, first.low, first.high, locale)}</small>}
        </dd>
      </div>
      <div className="card">
        <dt className="quiet">{t("disputedCount")}</dt>
        <dd>
          {number(unsure, locale)}
          <small>{t("ofOpinions", { count: report.opinions })}</small>
        </dd>
      </div>
    </dl>
  );
}

function AgreementCard({ report, project }: ViewProps) {
  const t = useText(quality);
  const locale = useLocale();
  return (
    <div className="card">
      <h3>
        {t("agreement")} <small className="quiet">{t("agreementHelp", { items: report.items })}</small>
      </h3>
      <Table<QualityAgreement>
        rowKey="name"
        size="small"
        pagination={false}
        dataSource={report.agreement}
        locale={{ emptyText: <Nothing title={t("noOverlap")} help={t("noOverlapHelp")} /> }}
        columns={[
          {
            title: t("question"),
            dataIndex: "name",
            render: (name: string) => (name ? titleOf(report, locale, name) : t("objects")),
          },
          {
            title: t("measure"),
            dataIndex: "measure",
            render: (measure: QualityAgreement["measure"]) => (
              <span className="quiet">{measure === "objects" ? t("objectsMeasure") : t(measure)}</span>
            ),
          },
          {
            title: t("agreement"),
            key: "value",
            align: "right",
            render: (_, row) => (
              <ItemsLink project={project} items={row.items}>
                {ranged(row.value, row.low, row.high, locale)}
              </ItemsLink>
            ),
          },
        ]}
      />
    </div>
  );
}

function ConfidenceCard({ report }: { report: QualityReport }) {
  const t = useText(quality);
  return (
    <div className="card">
      <h3>{t("confidence")}</h3>
      {report.confidence.length > 0 ? (
        <ConfidenceChart bars={report.confidence} />
      ) : (
        <Nothing title={t("noOverlap")} />
      )}
    </div>
  );
}

function ClassesCard({ report, project }: ViewProps) {
  const t = useText(quality);
  const locale = useLocale();
  return (
    <div className="card">
      <h3>{t("worst")}</h3>
      <Table<QualityClass>
        rowKey={(row) => `${row.of}.${row.name}`}
        size="small"
        pagination={false}
        dataSource={report.classes.slice(0, 8)}
        columns={[
          {
            title: t("class"),
            key: "name",
            render: (_, row) =>
              row.of
                ? `${titleOf(report, locale, row.of)}：${titleOf(report, locale, row.name, row.of)}`
                : titleOf(report, locale, row.name),
          },
          {
            title: "F1",
            dataIndex: "f1",
            align: "right",
            render: (f1: number, row) => (
              <ItemsLink project={project} items={row.items}>
                {percent(f1, locale)}
              </ItemsLink>
            ),
          },
          { title: t("right"), dataIndex: "right", align: "right" },
          { title: t("missed"), dataIndex: "missed", align: "right" },
          { title: t("spurious"), dataIndex: "spurious", align: "right" },
        ]}
      />
    </div>
  );
}

function WeakSpots({ report, project }: ViewProps) {
  const t = useText(quality);
  const locale = useLocale();
  return (
    <div className="card">
      <h3>
        {t("weakSpots")} <small className="quiet">{t("weakHelp")}</small>
      </h3>
      <Table<WeakSpot>
        rowKey="rule"
        size="small"
        pagination={false}
        dataSource={report.weak_spots}
        columns={[
          {
            title: t("rule"),
            dataIndex: "rule",
            render: (rule: string, row) => (
              <ItemsLink project={project} items={row.items}>
                {titleOf(report, locale, rule)}
              </ItemsLink>
            ),
          },
          { title: t("disputes"), dataIndex: "disputes", align: "right" },
          { title: t("questions"), dataIndex: "questions", align: "right" },
          { title: t("returns"), dataIndex: "returns", align: "right" },
        ]}
      />
    </div>
  );
}
