import { Link } from "@tanstack/react-router";
import { Table, type TableColumnsType } from "antd";
import type { PersonProgress } from "@/api/types";
import { progress } from "@/i18n/progress";
import { useLocale, useText } from "@/i18n/react";
import { duration, moment, number, percent } from "@/parts/figures";
import { Nothing } from "@/parts/States";

/** Each person of the project: what they are at, how much, how long, how much came back. */
export function PeopleTable({ people, project }: { people: PersonProgress[]; project: number }) {
  const t = useText(progress);
  const locale = useLocale();
  const count = (value: number) => number(value, locale);
  const columns: TableColumnsType<PersonProgress> = [
    { title: t("name"), dataIndex: "name", fixed: "left" },
    {
      title: t("now"),
      dataIndex: "working_on",
      render: (item: number | null) =>
        item === null ? (
          <span className="quiet">{t("idle")}</span>
        ) : (
          <Link
            to="/projects/$projectId"
            params={{ projectId: String(project) }}
            search={{ tab: "items", item }}
          >
            {t("workingOn", { item: String(item) })}
          </Link>
        ),
    },
    {
      title: t("today"),
      dataIndex: "today",
      align: "right",
      render: count,
      sorter: (a, b) => a.today - b.today,
    },
    {
      title: t("all"),
      dataIndex: "answers",
      align: "right",
      render: count,
      sorter: (a, b) => a.answers - b.answers,
    },
    {
      title: t("each"),
      dataIndex: "median_seconds",
      align: "right",
      render: (seconds: number | null) => duration(seconds, locale),
      sorter: (a, b) => (a.median_seconds ?? 0) - (b.median_seconds ?? 0),
    },
    {
      title: t("time"),
      dataIndex: "active_seconds",
      align: "right",
      render: (seconds: number) => duration(seconds, locale),
      sorter: (a, b) => a.active_seconds - b.active_seconds,
    },
    { title: t("returned"), dataIndex: "returned", align: "right", render: count },
    {
      title: t("returnedShare"),
      key: "share",
      align: "right",
      render: (_, row) => (row.answers ? percent(row.returned / row.answers, locale) : "–"),
      sorter: (a, b) => a.returned / (a.answers || 1) - b.returned / (b.answers || 1),
    },
    { title: t("reviewed"), dataIndex: "reviewed", align: "right", render: count },
    { title: t("last"), dataIndex: "last_at", render: (at: string | null) => moment(at, locale) },
  ];
  return (
    <Table<PersonProgress>
      rowKey="person_id"
      size="small"
      columns={columns}
      dataSource={people}
      scroll={{ x: "max-content" }}
      pagination={people.length > 30 ? { pageSize: 30, showSizeChanger: false } : false}
      locale={{ emptyText: <Nothing title={t("nobody")} help={t("nobodyHelp")} /> }}
    />
  );
}
