import { Button, Flex, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { useRates } from "@/api/earnings";
import type { Project, Rate } from "@/api/types";
import { common } from "@/i18n/common";
import { entryWords, rates as texts } from "@/i18n/earnings";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { factor, yuan } from "@/parts/money";
import { SimpleTable } from "@/parts/SimpleTable";
import { NewRateForm } from "./NewRateForm";
import "./earnings.css";

/** What work in the project earns, version by version. */
export default function RatesTab({ project }: { project: Project }) {
  const t = useText(texts);
  const may = useMay();
  const read = useRates(project.id);
  const [adding, setAdding] = useState(false);
  const columns = useColumns();
  const now = read.data?.find((rate) => rate.in_force);
  return (
    <div className="card">
      <div className="section-head">
        <span className="quiet">{t("help")}</span>
        {may("setRates") && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t("add")}
          </Button>
        )}
      </div>
      {now && <ExpectedHour rate={now} />}
      <SimpleTable<Rate>
        read={read}
        rowKey="version"
        columns={columns}
        nothing={t("none")}
        nothingHelp={t("noneHelp")}
      />
      {adding && (
        <NewRateForm project={project.id} first={read.data?.length === 0} onClose={() => setAdding(false)} />
      )}
    </div>
  );
}

function ExpectedHour({ rate }: { rate: Rate }) {
  const t = useText(texts);
  const kind = useText(entryWords);
  const locale = useLocale();
  const told = rate.expected.filter((one) => one.rate_fen > 0);
  return (
    <p className="rate-expected">
      <span className="quiet">{t("expected")}</span>
      {told.map((one) => (
        <span key={one.task}>
          {kind(one.task)} <b>{one.hourly_fen === null ? t("tooFew") : yuan(one.hourly_fen, locale)}</b>
        </span>
      ))}
    </p>
  );
}

function useColumns(): TableColumnsType<Rate> {
  const t = useText(texts);
  const c = useText(common);
  const locale = useLocale();
  const money = (amount: number) => <span className="money">{yuan(amount, locale)}</span>;
  return [
    {
      title: t("version"),
      dataIndex: "version",
      render: (version: number, rate) => (
        <>
          <b>{c("version", { version })}</b> {rate.in_force && <Tag color="green">{t("inForce")}</Tag>}
          {new Date(rate.from_at) > new Date() && <Tag>{t("toCome")}</Tag>}
        </>
      ),
    },
    { title: t("from"), dataIndex: "from_at", render: (at: string) => moment(at, locale) },
    { title: t("unit"), dataIndex: "unit", render: (unit: Rate["unit"]) => t(unit) },
    { title: t("annotate"), dataIndex: "annotate_fen", align: "right", render: money },
    { title: t("review"), dataIndex: "review_fen", align: "right", render: money },
    { title: t("adjudicate"), dataIndex: "adjudicate_fen", align: "right", render: money },
    {
      title: t("levels"),
      dataIndex: "levels",
      render: (levels: Rate["levels"], rate) =>
        levels.length === 0 ? (
          "–"
        ) : (
          <Flex wrap gap={4} className="rate-levels">
            <code>{rate.skill}</code>
            {levels.map((one) => (
              <Tag key={one.level}>
                {t("fromLevel", { level: one.level, factor: factor(one.permille, locale) })}
              </Tag>
            ))}
          </Flex>
        ),
    },
    {
      title: t("by"),
      key: "by",
      render: (_, rate) => (
        <>
          {rate.created_by_name ?? "–"} <span className="quiet">{rate.note}</span>
        </>
      ),
    },
  ];
}
