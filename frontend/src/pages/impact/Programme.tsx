import { DownloadOutlined } from "@ant-design/icons";
import { Alert, Button, DatePicker, Table, type TableColumnsType } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { programmeWorkbook, useProgramme } from "@/api/impact";
import type { Indicator, ProgrammeRow, Programme as Shown } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { impact as texts } from "@/i18n/impact";
import { useLocale, useText } from "@/i18n/react";
import { number, percent } from "@/parts/figures";
import { yuan } from "@/parts/money";
import { PageHead } from "@/parts/PageHead";
import { Loaded } from "@/parts/States";
import "./impact.css";

/** The programme's figures, centre by centre, as of a day. */
export function Programme() {
  const t = useText(texts);
  const [asOf, setAsOf] = useState<string>();
  const read = useProgramme(asOf);
  const shown = asOf ?? read.data?.as_of;
  return (
    <>
      <PageHead
        title={t("title")}
        help={t("help")}
        actions={
          <>
            <DatePicker
              size="large"
              aria-label={t("asOf")}
              prefix={t("asOf")}
              allowClear={false}
              value={shown ? dayjs(shown) : null}
              disabledDate={(day) => day.isAfter(dayjs(), "day")}
              onChange={(day) => day && setAsOf(day.format("YYYY-MM-DD"))}
            />
            {shown && (
              <Button size="large" href={programmeWorkbook(shown)} icon={<DownloadOutlined />}>
                {t("excel")}
              </Button>
            )}
          </>
        }
      />
      <Loaded read={read}>
        {(data) => (
          <>
            <Figures data={data} />
            <Definitions indicators={data.indicators} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Figures({ data }: { data: Shown }) {
  const t = useText(texts);
  const locale = useLocale();
  const columns: TableColumnsType<ProgrammeRow> = [
    {
      title: t("centre"),
      key: "centre",
      fixed: "left",
      render: (_, row) => (
        <>
          <b>{titleIn(row.name, locale)}</b>
          {row.county && <div className="quiet">{row.county}</div>}
        </>
      ),
    },
    ...data.indicators.map((indicator) => ({
      title: titleIn(indicator.title, locale),
      key: indicator.code,
      align: "right" as const,
      render: (_: unknown, row: ProgrammeRow) => <Cell indicator={indicator} row={row} />,
    })),
  ];
  return (
    <section className="card impact-figures">
      <Table<ProgrammeRow>
        rowKey={(row) => row.centre_id ?? 0}
        rowClassName={(row) => (row.centre_id === null ? "impact-total" : "")}
        columns={columns}
        dataSource={data.rows}
        pagination={false}
        scroll={{ x: "max-content" }}
      />
      <p className="quiet">{t("withheldNote", { least: data.least })}</p>
      {data.rows.every((row) => row.centre_id !== null) && (
        <Alert type="info" showIcon title={t("ownOnly")} />
      )}
    </section>
  );
}

function Cell({ indicator, row }: { indicator: Indicator; row: ProgrammeRow }) {
  const t = useText(texts);
  const locale = useLocale();
  const figure = row.figures[indicator.code];
  if (!figure || figure.number === null) return <span className="impact-withheld">{t("withheld")}</span>;
  if (indicator.kind === "count") return <b className="impact-number">{number(figure.number, locale)}</b>;
  if (indicator.kind === "median") {
    return (
      <>
        <b className="impact-number">{yuan(figure.value, locale)}</b>
        <div className="quiet">{t("overPeople", { number: figure.number })}</div>
      </>
    );
  }
  const whole = row.figures[indicator.within ?? ""]?.number ?? 0;
  return (
    <>
      <b className="impact-number">{percent(figure.share, locale, 1)}</b>
      <div className="quiet">{t("ofPeople", { number: figure.number, whole })}</div>
    </>
  );
}

function Definitions({ indicators }: { indicators: Indicator[] }) {
  const t = useText(texts);
  const locale = useLocale();
  return (
    <section className="card">
      <div className="section-head">
        <h3>{t("definitions")}</h3>
      </div>
      <dl className="impact-definitions">
        {indicators.map((one) => (
          <div key={one.code}>
            <dt>{titleIn(one.title, locale)}</dt>
            <dd>{titleIn(one.definition, locale)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
