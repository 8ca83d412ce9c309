import type { TableColumnsType } from "antd";
import type { ItemSort } from "@/api/projects";
import type { ItemRow, ItemState, Lot } from "@/api/types";
import { common } from "@/i18n/common";
import { items } from "@/i18n/items";
import { useLocale, useText } from "@/i18n/react";
import { moment, percent } from "@/parts/figures";
import { ItemStateTag } from "@/parts/Tags";

/** The columns of the items; those that the server sorts by show which way they are sorted now. */
export function useItemColumns(sort: ItemSort, lots: Lot[]): TableColumnsType<ItemRow> {
  const t = useText(items);
  const c = useText(common);
  const locale = useLocale();
  const names = new Map(lots.map((lot) => [lot.id, lot.name]));
  const sorted = (field: string) => ({
    dataIndex: field,
    sorter: true,
    sortOrder: sort === field ? ("ascend" as const) : sort === `-${field}` ? ("descend" as const) : null,
  });
  return [
    { title: t("number"), ...sorted("id"), width: 110 },
    {
      title: t("name"),
      ...sorted("name"),
      render: (name: string) => (
        <button type="button" className="row-button item-name" title={name}>
          {name}
        </button>
      ),
    },
    { title: c("state"), dataIndex: "state", render: (state: ItemState) => <ItemStateTag state={state} /> },
    {
      title: t("lot"),
      dataIndex: "lot_id",
      render: (id: number | null) => (id === null ? "–" : (names.get(id) ?? id)),
    },
    { title: t("priority"), ...sorted("priority"), align: "right" },
    {
      title: t("answered"),
      dataIndex: "answered",
      align: "right",
      render: (answered: number, { overlap }) => t("answeredOf", { answered, overlap }),
    },
    {
      title: t("confidence"),
      dataIndex: "confidence",
      align: "right",
      render: (confidence: number | null) => percent(confidence, locale),
    },
    { title: t("changed"), ...sorted("changed_at"), render: (at: string) => moment(at, locale) },
  ];
}
