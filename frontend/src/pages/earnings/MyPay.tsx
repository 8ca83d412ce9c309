import { DownloadOutlined } from "@ant-design/icons";
import { Button, DatePicker, type TableColumnsType } from "antd";
import dayjs from "dayjs";
import { lazy, Suspense, useState } from "react";
import { ownSlip, useMyLines, useMyPay } from "@/api/earnings";
import type { MyPay as Pay, PayLine } from "@/api/types";
import { pay } from "@/i18n/earnings";
import { useLocale, useText } from "@/i18n/react";
import { duration } from "@/parts/figures";
import { yuan } from "@/parts/money";
import { PagedTable } from "@/parts/PagedTable";
import { PageHead } from "@/parts/PageHead";
import { AppealState } from "@/parts/pay/AppealState";
import { usePayColumns } from "@/parts/pay/usePayColumns";
import { Loaded } from "@/parts/States";
import { AppealForm } from "./AppealForm";
import "./earnings.css";

const DaysPaid = lazy(() => import("./DaysPaid"));

/** What the person earned: today, this month, line by line. */
export function MyPay() {
  const t = useText(pay);
  const [month, setMonth] = useState<string>();
  const read = useMyPay(month);
  return (
    <>
      <PageHead
        title={t("title")}
        help={t("help")}
        actions={
          <DatePicker
            picker="month"
            allowClear={false}
            size="large"
            value={dayjs(month ?? read.data?.month)}
            disabledDate={(day) => day.isAfter(dayjs(), "month")}
            onChange={(day) => setMonth(day?.format("YYYY-MM"))}
          />
        }
      />
      <Loaded read={read}>
        {(data) => (
          <>
            <Figures data={data} />
            <Statements data={data} />
          </>
        )}
      </Loaded>
      <Lines month={month} />
    </>
  );
}

function Figures({ data }: { data: Pay }) {
  const t = useText(pay);
  const locale = useLocale();
  const seconds = data.worked_ms / 1000;
  const figures = [
    { label: t("today"), value: yuan(data.today_fen, locale) },
    {
      label: t("month", { month: data.month }),
      value: yuan(data.month_fen, locale),
      note: t("lines", { count: data.month_lines }),
    },
    { label: t("worked"), value: duration(seconds, locale) },
    {
      label: t("hourly"),
      value: yuan(seconds > 600 ? Math.round((data.month_fen * 3600) / seconds) : null, locale),
    },
  ];
  return (
    <div className="pay-top">
      <dl className="pay-figures">
        {figures.map(({ label, value, note }) => (
          <div key={label} className="card">
            <dt className="quiet">{label}</dt>
            <dd>
              {value} {note && <small>{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
      {data.days.length > 0 && (
        <div className="card">
          <h3>{t("days")}</h3>
          <Suspense fallback={<div style={{ height: 150 }} />}>
            <DaysPaid days={data.days} month={data.month} />
          </Suspense>
        </div>
      )}
    </div>
  );
}

function Statements({ data }: { data: Pay }) {
  const t = useText(pay);
  const locale = useLocale();
  if (data.statements.length === 0) return null;
  return (
    <div className="card pay-statements">
      <h3>{t("statements")}</h3>
      {data.statements.map((one) => (
        <div key={one.id} className="pay-statement">
          <b>{one.month}</b>
          <span>
            {t("gross")} <b className="money">{yuan(one.gross_fen, locale)}</b>
          </span>
          <span className="quiet">
            {one.top_up_fen > 0 && `${t("topUp")} ${yuan(one.top_up_fen, locale)}`}
          </span>
          <Button href={ownSlip(one.id)} icon={<DownloadOutlined />}>
            {t("pdf")}
          </Button>
        </div>
      ))}
    </div>
  );
}

function Lines({ month }: { month: string | undefined }) {
  const t = useText(pay);
  const pages = useMyLines(month);
  const [appealed, setAppealed] = useState<PayLine | null>(null);
  const columns: TableColumnsType<PayLine> = [
    ...usePayColumns(),
    {
      key: "appeal",
      render: (_, line) =>
        line.appeal ? (
          <AppealState appeal={line.appeal} />
        ) : (
          line.kind !== "top_up" && (
            <Button type="text" onClick={() => setAppealed(line)}>
              {t("appeal")}
            </Button>
          )
        ),
    },
  ];
  return (
    <div className="card">
      <h3>{t("everyLine")}</h3>
      <PagedTable<PayLine> pages={pages} columns={columns} nothing={t("none")} nothingHelp={t("noneHelp")} />
      {appealed && <AppealForm line={appealed} onClose={() => setAppealed(null)} />}
    </div>
  );
}
