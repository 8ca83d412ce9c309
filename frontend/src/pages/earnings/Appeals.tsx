import { Button, Segmented, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { useAppeals } from "@/api/earnings";
import type { Appeal } from "@/api/types";
import { appeals as texts } from "@/i18n/earnings";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { yuan } from "@/parts/money";
import { PagedTable } from "@/parts/PagedTable";
import { PageHead } from "@/parts/PageHead";
import { Reckoning } from "@/parts/pay/Reckoning";
import { AnswerForm } from "./AnswerForm";
import "./earnings.css";

const states = ["open", "granted", "refused"] as const;
const colours = { open: "gold", granted: "green", refused: "default" };

/** Appeals within reach, to be answered by someone who had no part in the work. */
export function Appeals() {
  const t = useText(texts);
  const [state, setState] = useState<Appeal["state"]>("open");
  const [answered, setAnswered] = useState<Appeal | null>(null);
  const pages = useAppeals(state);
  const columns = useColumns(setAnswered);
  return (
    <>
      <PageHead
        title={t("title")}
        help={t("help")}
        actions={
          <Segmented
            size="large"
            value={state}
            options={states.map((value) => ({ value, label: t(value) }))}
            onChange={setState}
          />
        }
      />
      <div className="card">
        <PagedTable<Appeal> pages={pages} columns={columns} nothing={t("none")} />
      </div>
      {answered && <AnswerForm appeal={answered} onClose={() => setAnswered(null)} />}
    </>
  );
}

function useColumns(onAnswer: (appeal: Appeal) => void): TableColumnsType<Appeal> {
  const t = useText(texts);
  const locale = useLocale();
  return [
    {
      title: t("who"),
      dataIndex: "person_name",
      render: (name: string, appeal) => (
        <>
          <b>{name}</b>
          <div className="quiet">{moment(appeal.at, locale)}</div>
        </>
      ),
    },
    { title: t("project"), dataIndex: "project_name" },
    {
      title: t("line"),
      key: "line",
      render: (_, { line }) => (
        <>
          {line.item_name} · <b className="money">{yuan(line.amount_fen, locale)}</b>
          <div className="quiet">
            <Reckoning line={line} />
          </div>
        </>
      ),
    },
    { title: t("text"), dataIndex: "text", render: (text: string) => <div className="pay-text">{text}</div> },
    {
      title: t("answer"),
      key: "answer",
      render: (_, appeal) => {
        if (appeal.answer !== null) {
          return (
            <div className="pay-text">
              <Tag color={colours[appeal.state]}>{t(appeal.state)}</Tag>
              {appeal.correction_fen !== null && <b>+{yuan(appeal.correction_fen, locale)} </b>}
              {appeal.answer} <span className="quiet">{appeal.answered_by_name}</span>
            </div>
          );
        }
        if (!appeal.may_answer) return <span className="quiet">{t("youHadPart")}</span>;
        return (
          <Button type="primary" onClick={() => onAnswer(appeal)}>
            {t("answer")}
          </Button>
        );
      },
    },
  ];
}
