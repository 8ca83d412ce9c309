import { Link } from "@tanstack/react-router";
import { Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { useDisputed } from "@/api/checks";
import type { Disputed, ItemState, Project } from "@/api/types";
import { quality } from "@/i18n/checks";
import { useLocale, useText } from "@/i18n/react";
import { number, percent } from "@/parts/figures";
import { PagedTable } from "@/parts/PagedTable";
import { ItemStateTag } from "@/parts/Tags";

const bounds = [1.1, 0.95, 0.8, 0.5];

/** Items with several answers, the least sure first. */
export function DisputedTable({ project }: { project: Project }) {
  const t = useText(quality);
  const locale = useLocale();
  const [below, setBelow] = useState(0.95);
  const pages = useDisputed(project.id, { below });
  const share = (value: number) => percent(value, locale);
  const columns: TableColumnsType<Disputed> = [
    {
      title: t("item"),
      dataIndex: "name",
      render: (name: string, row) => (
        <Link
          to="/projects/$projectId"
          params={{ projectId: String(project.id) }}
          search={{ tab: "items", item: row.id }}
        >
          {name}
        </Link>
      ),
    },
    { title: t("state"), dataIndex: "state", render: (state: ItemState) => <ItemStateTag state={state} /> },
    { title: t("answers"), dataIndex: "answers", align: "right" },
    { title: t("sure"), dataIndex: "confidence", align: "right", render: share },
    { title: t("alike"), dataIndex: "agreement", align: "right", render: share },
    {
      title: t("worth"),
      dataIndex: "worth",
      align: "right",
      render: (bits: number) => t("bits", { bits: number(bits, locale, 2) }),
    },
    {
      title: t("doubtful"),
      dataIndex: "doubtful",
      render: (parts: string[]) => <span className="quiet mono">{parts.join(" · ") || "–"}</span>,
    },
  ];
  return (
    <>
      <div className="filters">
        <Select
          aria-label={t("sure")}
          value={below}
          style={{ width: 200 }}
          options={bounds.map((value) => ({
            value,
            label: value > 1 ? t("items") : `${t("sure")} < ${percent(value, locale)}`,
          }))}
          onChange={setBelow}
        />
      </div>
      <PagedTable<Disputed> pages={pages} columns={columns} nothing={t("noDisputes")} />
    </>
  );
}
