import { Table, type TableColumnsType, Tag } from "antd";
import type { Behind, QualityPerson, QualityReport, QualityReviewer } from "@/api/types";
import { quality } from "@/i18n/checks";
import { useLocale, useText } from "@/i18n/react";
import { duration, number, percent } from "@/parts/figures";
import { Nothing } from "@/parts/States";
import { ItemsLink } from "./ItemsLink";
import { shareOf } from "./words";

interface PeopleProps {
  report: QualityReport;
  project: number;
}

/** Every annotator's and reviewer's figures, each with its interval and the items behind it. */
export function People({ report, project }: PeopleProps) {
  const t = useText(quality);
  return (
    <div className="grid">
      <div className="card">
        <h3>
          {t("people")} <small className="quiet">{t("peopleHelp")}</small>
        </h3>
        <Table<QualityPerson>
          rowKey="person_id"
          size="small"
          scroll={{ x: "max-content" }}
          pagination={report.people.length > 30 ? { pageSize: 30, showSizeChanger: false } : false}
          dataSource={report.people}
          columns={usePeopleColumns(project)}
          locale={{ emptyText: <Nothing title={t("noPeople")} /> }}
        />
      </div>
      <div className="card">
        <h3>{t("reviewers")}</h3>
        <Table<QualityReviewer>
          rowKey="person_id"
          size="small"
          scroll={{ x: "max-content" }}
          pagination={false}
          dataSource={report.reviewers}
          columns={useReviewerColumns(project)}
          locale={{ emptyText: <Nothing title={t("noReviewers")} /> }}
        />
      </div>
    </div>
  );
}

/** A column of shares, each leading to its items. */
function useShare(project: number) {
  const locale = useLocale();
  return (behind: Behind | null) =>
    behind ? (
      <ItemsLink project={project} items={behind.items}>
        {shareOf(behind.figure, locale)}
      </ItemsLink>
    ) : (
      "–"
    );
}

const worthOf = (behind: Behind | null) => behind?.figure.value ?? -1;

function usePeopleColumns(project: number): TableColumnsType<QualityPerson> {
  const t = useText(quality);
  const locale = useLocale();
  const share = useShare(project);
  const shares = (["gold", "consensus", "returns", "skips"] as const).map((name) => ({
    title: t(name === "returns" ? "returned" : name),
    dataIndex: name,
    align: "right" as const,
    render: share,
    sorter: (a: QualityPerson, b: QualityPerson) => worthOf(a[name]) - worthOf(b[name]),
  }));
  return [
    { title: t("name"), dataIndex: "name", fixed: "left" },
    {
      title: t("answers"),
      dataIndex: "answers",
      align: "right",
      render: (count: number) => number(count, locale),
      sorter: (a, b) => a.answers - b.answers,
    },
    ...shares,
    {
      title: t("speed"),
      dataIndex: "speed",
      align: "right",
      render: (behind: Behind | null) => (behind ? `× ${number(behind.figure.value, locale, 2)}` : "–"),
      sorter: (a, b) => worthOf(a.speed) - worthOf(b.speed),
    },
    {
      title: t("suspicion"),
      dataIndex: "suspicion",
      align: "right",
      render: (behind: Behind | null) =>
        behind ? (
          <ItemsLink project={project} items={behind.items}>
            {number(behind.figure.value, locale)}
          </ItemsLink>
        ) : (
          "–"
        ),
    },
    { title: t("standing"), key: "standing", render: (_, row) => <Standing row={row} /> },
  ];
}

function Standing({ row }: { row: QualityPerson }) {
  const t = useText(quality);
  const locale = useLocale();
  return (
    <>
      {row.paused_by && <Tag color="red">{t("pausedBy", { rule: row.paused_by })}</Tag>}
      {row.review_share !== null && (
        <Tag color="gold">{t("reviewed", { share: percent(row.review_share, locale) })}</Tag>
      )}
      {row.day_cap !== null && <Tag color="blue">{t("capped", { count: row.day_cap })}</Tag>}
    </>
  );
}

function useReviewerColumns(project: number): TableColumnsType<QualityReviewer> {
  const t = useText(quality);
  const locale = useLocale();
  const share = useShare(project);
  return [
    { title: t("name"), dataIndex: "name" },
    { title: t("reviews"), dataIndex: "reviews", align: "right" },
    {
      title: t("returned"),
      dataIndex: "returned",
      align: "right",
      render: (value: number) => percent(value, locale),
    },
    { title: t("reversed"), dataIndex: "reversed", align: "right", render: share },
    { title: t("reviewGold"), dataIndex: "gold", align: "right", render: share },
    {
      title: t("seconds"),
      dataIndex: "seconds",
      align: "right",
      render: (seconds: number | null) => duration(seconds, locale),
    },
  ];
}
