import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { useOrders } from "@/api/orders";
import type { OrderRow, OrderState } from "@/api/types";
import { common } from "@/i18n/common";
import { orderStateWords, orders, unitCountWords } from "@/i18n/orders";
import { useLocale, useText } from "@/i18n/react";
import { day } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { yuan } from "@/parts/money";
import { PagedTable } from "@/parts/PagedTable";
import { PageHead } from "@/parts/PageHead";
import { OrderForm } from "./OrderForm";
import { OrderStateTag } from "./OrderStateTag";

const states = Object.keys(orderStateWords) as OrderState[];

/** A customer's orders; for a centre those it has taken and those that nobody has. */
export function Orders() {
  const t = useText(orders);
  const state = useText(orderStateWords);
  const may = useMay();
  const navigate = useNavigate();
  const [wanted, setWanted] = useState<OrderState>();
  const [making, setMaking] = useState(false);
  const pages = useOrders(wanted);
  const columns = useColumns();
  const files = may("fileOrder");
  return (
    <>
      <PageHead
        title={t("title")}
        help={t(files ? "helpCustomer" : "helpCentre")}
        actions={
          files && (
            <Button type="primary" onClick={() => setMaking(true)}>
              {t("create")}
            </Button>
          )
        }
      />
      <div className="filters">
        <Select
          allowClear
          placeholder={t("allStates")}
          aria-label={t("allStates")}
          style={{ width: 180 }}
          options={states
            .filter((each) => files || each !== "draft")
            .map((each) => ({ value: each, label: state(each) }))}
          onChange={setWanted}
        />
      </div>
      <PagedTable<OrderRow>
        pages={pages}
        columns={columns}
        nothing={t("nothing")}
        nothingHelp={files ? t("nothingCustomer") : undefined}
        onRow={(row) => ({
          className: "clickable",
          onClick: () => navigate({ to: "/orders/$orderId", params: { orderId: String(row.id) } }),
        })}
      />
      {making && <OrderForm onClose={() => setMaking(false)} />}
    </>
  );
}

function useColumns(): TableColumnsType<OrderRow> {
  const t = useText(orders);
  const c = useText(common);
  const units = useText(unitCountWords);
  const locale = useLocale();
  const may = useMay();
  const customer = { title: t("customer"), dataIndex: "customer_name" };
  return [
    {
      title: t("order"),
      dataIndex: "title",
      render: (title: string, row) => (
        <Link to="/orders/$orderId" params={{ orderId: String(row.id) }} className="row-name">
          {title}
        </Link>
      ),
    },
    { title: t("number"), dataIndex: "number" },
    { title: c("state"), dataIndex: "state", render: (value: OrderState) => <OrderStateTag state={value} /> },
    ...(may("fileOrder") ? [] : [customer]),
    { title: t("centre"), dataIndex: "centre_name", render: (name: string | null) => name ?? t("noCentre") },
    {
      title: t("volume"),
      dataIndex: "volume",
      align: "right",
      render: (count: number, row) => units(row.unit, { count }),
    },
    {
      title: t("price"),
      dataIndex: "unit_price_fen",
      align: "right",
      render: (fen: number) => yuan(fen, locale),
    },
    {
      title: t("total"),
      key: "total",
      align: "right",
      render: (_, row) => yuan(row.unit_price_fen * row.volume, locale),
    },
    { title: t("deadline"), dataIndex: "deadline", render: (at: string) => day(at, locale) },
  ];
}
