import { Link } from "@tanstack/react-router";
import { Button, Flex, Progress, type TableColumnsType } from "antd";
import { useState } from "react";
import { useLots } from "@/api/intake";
import type { Counts, Lot } from "@/api/types";
import { common } from "@/i18n/common";
import { lots as texts } from "@/i18n/lots";
import { useLocale, useText } from "@/i18n/react";
import { day, number } from "../figures";
import { useMay } from "../me";
import { SimpleTable } from "../SimpleTable";
import { LotStateTag } from "../Tags";
import { DeliverDialog } from "./DeliverDialog";
import { VerdictDialog } from "./VerdictDialog";

/** The lots of a project, and what may be done with each. */
export function LotTable({ project }: { project: number }) {
  const t = useText(texts);
  const c = useText(common);
  const locale = useLocale();
  const may = useMay();
  const read = useLots(project, may("seeLots"));
  const [delivering, setDelivering] = useState<Lot | null>(null);
  const [judging, setJudging] = useState<Lot | null>(null);
  const columns: TableColumnsType<Lot> = [
    { title: c("name"), dataIndex: "name", render: (name: string) => <b>{name}</b> },
    {
      title: c("state"),
      dataIndex: "state",
      render: (state: Lot["state"], lot) => (
        <>
          <LotStateTag state={state} />
          {lot.verdict_reason && (
            <div className="quiet lot-reason">{t("rejectedWhy", { reason: lot.verdict_reason })}</div>
          )}
        </>
      ),
    },
    {
      title: t("items"),
      dataIndex: "counts",
      align: "right",
      render: (counts: Counts) => number(counts.total, locale),
    },
    {
      title: t("progress"),
      dataIndex: "counts",
      width: 200,
      render: (counts: Counts) => (
        <Progress size="small" percent={acceptedPercent(counts)} aria-label={t("progress")} />
      ),
    },
    { title: t("due"), dataIndex: "due_at", render: (at: string | null) => (at ? day(at, locale) : "–") },
    {
      key: "act",
      render: (_, lot) => (
        <Flex gap={8}>
          {may("deliver") && (lot.state === "open" || lot.state === "rejected") && (
            <Button disabled={lot.counts.total === 0} onClick={() => setDelivering(lot)}>
              {t("deliver")}
            </Button>
          )}
          {may("judgeLot") && lot.state === "delivered" && !lot.by_sample && (
            <Button onClick={() => setJudging(lot)}>{t("judge")}</Button>
          )}
          {lot.by_sample && lot.state !== "open" && (
            <Link
              to="/acceptance/$projectId/$lotId"
              params={{ projectId: String(project), lotId: String(lot.id) }}
            >
              {t("sample")}
            </Link>
          )}
        </Flex>
      ),
    },
  ];
  return (
    <>
      <SimpleTable read={read} columns={columns} nothing={t("nothing")} nothingHelp={t("nothingHelp")} />
      {delivering && <DeliverDialog project={project} lot={delivering} onClose={() => setDelivering(null)} />}
      {judging && <VerdictDialog project={project} lot={judging} onClose={() => setJudging(null)} />}
    </>
  );
}

function acceptedPercent(counts: Counts): number {
  const total = counts.total - counts.excluded;
  return total > 0 ? Math.floor(((counts.accepted + counts.delivered) / total) * 100) : 0;
}
