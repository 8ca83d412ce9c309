import { Button, Flex, Segmented, Statistic, Tag } from "antd";
import { useState } from "react";
import { useGold, useGoldOverview } from "@/api/gold";
import type { GoldOverview, GoldRow, Project } from "@/api/types";
import { gold } from "@/i18n/gold";
import { useLocale, useText } from "@/i18n/react";
import { percent } from "@/parts/figures";
import { PagedTable } from "@/parts/PagedTable";
import { Loaded } from "@/parts/States";
import { GoldDrawer } from "./GoldDrawer";
import { GoldFromWorkForm } from "./GoldFromWorkForm";
import "@/parts/quality/gold.css";

export const goldColours = { active: "green", suspected: "orange", retired: "default" };
const whys = { missed: "missed", seen: "seenTooOften", told: "toldTooOften" } as const;

/** The project's gold: how it fares, and what is in doubt. */
export default function GoldTab({ project }: { project: Project }) {
  const t = useText(gold);
  const [state, setState] = useState<GoldRow["state"] | "all">("all");
  const [open, setOpen] = useState<number | null>(null);
  const [drawing, setDrawing] = useState(false);
  const pages = useGold(project.id, state === "all" ? undefined : state);
  const columns = useColumns();
  return (
    <Flex vertical gap={16}>
      <span className="quiet">{t("help")}</span>
      <Loaded read={useGoldOverview(project.id)}>{(figures) => <Figures figures={figures} />}</Loaded>
      <Flex justify="space-between" gap={12} wrap>
        <Segmented
          value={state}
          onChange={setState}
          options={(["all", "active", "suspected", "retired"] as const).map((value) => ({
            value,
            label: t(value),
          }))}
        />
        <Button type="primary" onClick={() => setDrawing(true)}>
          {t("fromWork")}
        </Button>
      </Flex>
      <PagedTable<GoldRow>
        rowKey="item_id"
        pages={pages}
        columns={columns}
        nothing={t("nothing")}
        nothingHelp={t("nothingHelp")}
        onRow={(row) => ({ onClick: () => setOpen(row.item_id), style: { cursor: "pointer" } })}
      />
      {drawing && <GoldFromWorkForm project={project.id} onClose={() => setDrawing(false)} />}
      {open !== null && <GoldDrawer project={project.id} item={open} onClose={() => setOpen(null)} />}
    </Flex>
  );
}

function Figures({ figures }: { figures: GoldOverview }) {
  const t = useText(gold);
  const locale = useLocale();
  const share = figures.graded ? figures.passed / figures.graded : null;
  return (
    <div className="gold-figures">
      <Statistic title={t("active")} value={figures.active} />
      <Statistic
        title={t("suspected")}
        value={figures.suspected}
        styles={figures.suspected ? { content: { color: "#d46b08" } } : undefined}
      />
      <Statistic title={t("retired")} value={figures.retired} />
      <Statistic
        title={t("passRate")}
        value={percent(share, locale)}
        suffix={<small className="quiet">{t("ofGraded", { count: figures.graded })}</small>}
      />
    </div>
  );
}

function useColumns() {
  const t = useText(gold);
  const locale = useLocale();
  const why = (reason: string | null) => {
    if (!reason) return "";
    return reason in whys ? t(whys[reason as keyof typeof whys]) : reason;
  };
  return [
    { title: t("item"), dataIndex: "name" },
    {
      title: t("state"),
      render: (_: unknown, one: GoldRow) => <Tag color={goldColours[one.state]}>{t(one.state)}</Tag>,
    },
    { title: t("answers"), dataIndex: "answers", align: "end" as const },
    {
      title: t("seen"),
      align: "end" as const,
      render: (_: unknown, one: GoldRow) =>
        t("seenOf", { count: one.seen, share: percent(one.seen_share, locale) }),
    },
    {
      title: t("passed"),
      align: "end" as const,
      render: (_: unknown, one: GoldRow) => t("passedOf", { passed: one.passed, graded: one.graded }),
    },
    {
      title: t("likeness"),
      align: "end" as const,
      render: (_: unknown, one: GoldRow) => percent(one.likeness, locale),
    },
    { title: t("why"), render: (_: unknown, one: GoldRow) => (one.state === "active" ? "" : why(one.why)) },
  ];
}
