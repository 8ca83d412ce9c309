import { DownloadOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Alert, App, Button, Drawer, Flex, Table, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { monthWorkbook, slipOf, useCloseMonth } from "@/api/earnings";
import type { MonthPerson, PayMonth } from "@/api/types";
import { payroll as texts } from "@/i18n/earnings";
import { useLocale, useText } from "@/i18n/react";
import { duration, moment } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { yuan } from "@/parts/money";
import { Nothing } from "@/parts/States";
import { useNotify } from "@/parts/useNotify";
import { StatementLines } from "./StatementLines";

const sum = (people: MonthPerson[], of: (one: MonthPerson) => number | null) =>
  people.reduce((total, one) => total + (of(one) ?? 0), 0);

/** One month of a centre: the figures, the minimum wage, everyone. */
export function MonthView({ month }: { month: PayMonth }) {
  const t = useText(texts);
  const locale = useLocale();
  const [opened, setOpened] = useState<MonthPerson | null>(null);
  const columns = useColumns(month, setOpened);
  const { people } = month;
  const figures = [
    { label: t("people"), value: String(people.length) },
    {
      label: t("gross"),
      value: yuan(
        sum(people, (one) => one.gross_fen),
        locale,
      ),
    },
    {
      label: t("topUps"),
      value: yuan(
        sum(people, (one) => one.top_up_fen),
        locale,
      ),
    },
    { label: t("hours"), value: duration(sum(people, (one) => one.worked_ms) / 1000, locale) },
  ];
  return (
    <>
      <dl className="pay-figures pay-month">
        {figures.map(({ label, value }) => (
          <div key={label} className="card">
            <dt className="quiet">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="card">
        <MonthHead month={month} />
        <Table<MonthPerson>
          rowKey="person_id"
          size="middle"
          scroll={{ x: "max-content" }}
          columns={columns}
          dataSource={people}
          pagination={people.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
          locale={{ emptyText: <Nothing title={t("nobody")} /> }}
        />
      </div>
      <Drawer
        open={opened !== null}
        size={960}
        title={`${opened?.person_name} · ${month.month}`}
        onClose={() => setOpened(null)}
      >
        {opened?.statement_id && <StatementLines centre={month.centre_id} statement={opened.statement_id} />}
      </Drawer>
    </>
  );
}

function MonthHead({ month }: { month: PayMonth }) {
  const t = useText(texts);
  const locale = useLocale();
  const may = useMay();
  const notify = useNotify();
  const { modal } = App.useApp();
  const close = useCloseMonth(month.centre_id);
  const wage = month.minimum_wage;
  const over = new Date(month.may_close_from) <= new Date();
  const gross = yuan(
    sum(month.people, (one) => one.gross_fen),
    locale,
  );
  const ask = () =>
    modal.confirm({
      title: t("closeAsk", { month: month.month }),
      content: t("closeHelp", { count: month.people.length, gross }),
      okText: t("close"),
      onOk: async () => {
        await close.mutateAsync(month.month);
        notify.done(t("closed", { month: month.month }));
      },
    });
  return (
    <Flex vertical gap={12} className="pay-month-head">
      <Flex gap={12} align="center" wrap>
        <h3>{month.month}</h3>
        {month.state === "open" ? (
          <Tag color="gold">{t("open")}</Tag>
        ) : (
          <Tag color="green">
            {t("closedBy", { name: month.closed_by_name ?? "", at: moment(month.closed_at, locale) })}
          </Tag>
        )}
        {month.open_appeals > 0 && may("answerAppeals") && (
          <Link to="/appeals">{t("appeals", { count: month.open_appeals })}</Link>
        )}
        <span className="pay-gap" />
        {month.state === "closed" && (
          <Button href={monthWorkbook(month.centre_id, month.month)} icon={<DownloadOutlined />}>
            {t("excel")}
          </Button>
        )}
        {month.state === "open" && !over && (
          <span className="quiet">{t("mayClose", { at: moment(month.may_close_from, locale) })}</span>
        )}
        {month.state === "open" && over && may("managePay") && (
          <Button type="primary" disabled={!wage || month.people.length === 0} onClick={ask}>
            {t("close")}
          </Button>
        )}
      </Flex>
      {wage ? (
        <span className="quiet">
          {t("wage", {
            county: wage.county,
            monthly: yuan(wage.monthly_fen, locale),
            hourly: yuan(wage.hourly_fen, locale),
            from: wage.from_date,
            source: wage.source,
          })}
        </span>
      ) : (
        <Alert type="warning" showIcon title={t("noWage", { county: month.county || "–" })} />
      )}
    </Flex>
  );
}

function useColumns(month: PayMonth, onOpen: (person: MonthPerson) => void): TableColumnsType<MonthPerson> {
  const t = useText(texts);
  const locale = useLocale();
  const money = (amount: number | null) => <span className="money">{yuan(amount, locale)}</span>;
  return [
    { title: t("name"), dataIndex: "person_name", render: (name: string) => <b>{name}</b> },
    { title: t("lines"), dataIndex: "lines", align: "right" },
    {
      title: t("worked"),
      dataIndex: "worked_ms",
      align: "right",
      render: (ms: number) => duration(ms / 1000, locale),
    },
    { title: t("work"), dataIndex: "work_fen", align: "right", render: money },
    { title: t("corrections"), dataIndex: "correction_fen", align: "right", render: money },
    { title: t("floor"), dataIndex: "floor_fen", align: "right", render: money },
    {
      title: t("topUp"),
      dataIndex: "top_up_fen",
      align: "right",
      render: (amount: number | null) => (amount ? <Tag color="gold">{yuan(amount, locale)}</Tag> : "–"),
    },
    {
      title: t("gross"),
      dataIndex: "gross_fen",
      align: "right",
      render: (amount: number) => <b className="money">{yuan(amount, locale)}</b>,
    },
    { title: t("hourly"), dataIndex: "hourly_fen", align: "right", render: money },
    {
      key: "act",
      render: (_, one) =>
        one.statement_id !== null && (
          <Flex gap={8}>
            <Button onClick={() => onOpen(one)}>{t("lines")}</Button>
            <Button type="text" href={slipOf(month.centre_id, one.statement_id)}>
              {t("pdf")}
            </Button>
          </Flex>
        ),
    },
  ];
}
