import { Button, Flex, Popconfirm, Table } from "antd";
import { statementFile, useSettleOrder, useStatement } from "@/api/orders";
import type { OrderDetail, OrderStatement, OrderStatementLine } from "@/api/types";
import { acceptance, unitCountWords } from "@/i18n/orders";
import { useLocale, useText } from "@/i18n/react";
import { moment, number } from "@/parts/figures";
import { yuan } from "@/parts/money";
import { Loaded } from "@/parts/States";
import { useNotify } from "@/parts/useNotify";

/** What the customer owes: accepted lots, units and amounts. */
export function StatementCard({ order }: { order: OrderDetail }) {
  const t = useText(acceptance);
  const notify = useNotify();
  const read = useStatement(order.id);
  const settle = useSettleOrder(order.id);
  const send = async () => {
    await settle.mutateAsync();
    notify.done(t("settled"));
  };
  return (
    <section className="card" id="statement">
      <Flex justify="space-between" align="center" className="section-head">
        <h3>{t("statement")}</h3>
        <Flex gap={8}>
          <Button href={statementFile(order.id)}>{t("excel")}</Button>
          {order.side === "centre" && order.state === "accepted" && (
            <Popconfirm
              title={t("settle")}
              description={t("settleHelp")}
              onConfirm={() => send().catch(() => undefined)}
            >
              <Button type="primary" loading={settle.isPending}>
                {t("settle")}
              </Button>
            </Popconfirm>
          )}
        </Flex>
      </Flex>
      <Loaded read={read}>{(statement) => <Lines statement={statement} />}</Loaded>
    </section>
  );
}

function Lines({ statement }: { statement: OrderStatement }) {
  const t = useText(acceptance);
  const units = useText(unitCountWords);
  const locale = useLocale();
  const settled = statement.settled_at && {
    by: statement.settled_by_name ?? "",
    at: moment(statement.settled_at, locale),
  };
  return (
    <>
      <p className="quiet">{settled ? t("statementSettled", settled) : t("statementOpen")}</p>
      <Table<OrderStatementLine>
        rowKey="lot_id"
        size="middle"
        pagination={false}
        scroll={{ x: "max-content" }}
        dataSource={statement.lines}
        locale={{ emptyText: <span className="quiet">{t("nothingAccepted")}</span> }}
        columns={[
          { title: t("lot"), dataIndex: "lot_name" },
          { title: t("acceptedAt"), dataIndex: "accepted_at", render: (at: string) => moment(at, locale) },
          { title: t("items"), dataIndex: "items", align: "right", render: (n: number) => number(n, locale) },
          {
            title: t("units"),
            dataIndex: "units",
            align: "right",
            render: (n: number) => units(statement.unit, { count: n }),
          },
          {
            title: t("unitPrice"),
            dataIndex: "unit_price_fen",
            align: "right",
            render: (fen: number) => yuan(fen, locale),
          },
          {
            title: t("amount"),
            dataIndex: "amount_fen",
            align: "right",
            render: (fen: number) => yuan(fen, locale),
          },
        ]}
      />
      <Flex justify="end" gap={16} align="baseline">
        {t("total")} <span className="order-total">{yuan(statement.amount_fen, locale)}</span>
      </Flex>
    </>
  );
}
