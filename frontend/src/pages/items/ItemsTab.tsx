import { getRouteApi } from "@tanstack/react-router";
import { Input, Select, Tag } from "antd";
import { useState } from "react";
import { useLots } from "@/api/intake";
import { type ItemFilter, type ItemSort, useItems } from "@/api/projects";
import type { ItemRow, ItemState, Project } from "@/api/types";
import { quality } from "@/i18n/checks";
import { common } from "@/i18n/common";
import { items } from "@/i18n/items";
import { useText } from "@/i18n/react";
import { itemStateWords } from "@/i18n/words";
import { useMay } from "@/parts/me";
import { PagedTable } from "@/parts/PagedTable";
import { BulkBar } from "./BulkBar";
import { ItemDrawer } from "./ItemDrawer";
import { useItemColumns } from "./useItemColumns";
import "./items.css";

const route = getRouteApi("/shell/projects/$projectId");
const states: ItemState[] = [
  "open",
  "returned",
  "adjudication",
  "review",
  "accepted",
  "delivered",
  "excluded",
];
const sizes = [50, 100, 200];

/** Every item of the project: found by state, lot and name, whatever their number. */
export default function ItemsTab({ project }: { project: Project }) {
  const t = useText(items);
  const c = useText(common);
  const state = useText(itemStateWords);
  const may = useMay();
  const navigate = route.useNavigate();
  const q = useText(quality);
  const { item: opened, ids } = route.useSearch();
  const [filter, setFilter] = useState<ItemFilter>({ sort: "id", limit: 50 });
  const [chosen, setChosen] = useState<number[]>([]);
  const [all, setAll] = useState(false);
  const pages = useItems(project.id, { ...filter, ids });
  const lots = useLots(project.id, may("seeLots"));
  const columns = useItemColumns(filter.sort ?? "id", lots.data ?? []);
  const change = (part: ItemFilter) => {
    setFilter({ ...filter, ...part });
    setAll(false);
  };
  const open = (item: number | undefined) => navigate({ search: { tab: "items", item, ids } });
  return (
    <>
      <div className="filters">
        {ids && (
          <Tag closable onClose={() => navigate({ search: { tab: "items" } })}>
            {q("clearIds", { count: ids.split(",").length })}
          </Tag>
        )}
        <Input.Search
          allowClear
          placeholder={t("search")}
          aria-label={t("search")}
          style={{ width: 280 }}
          onSearch={(q) => change({ q: q || undefined })}
        />
        <Select
          allowClear
          placeholder={t("allStates")}
          aria-label={t("allStates")}
          style={{ width: 170 }}
          value={filter.state}
          options={states.map((value) => ({ value, label: `${state(value)} (${project.counts[value]})` }))}
          onChange={(value: ItemState | undefined) => change({ state: value })}
        />
        {may("seeLots") && (
          <Select
            allowClear
            placeholder={t("allLots")}
            aria-label={t("allLots")}
            style={{ width: 200 }}
            options={lots.data?.map((lot) => ({ value: lot.id, label: lot.name }))}
            onChange={(value: number | undefined) => change({ lot_id: value })}
          />
        )}
        <Select
          aria-label={c("rows", { count: filter.limit ?? 50 })}
          value={filter.limit}
          options={sizes.map((count) => ({ value: count, label: c("rows", { count }) }))}
          onChange={(limit: number) => change({ limit })}
        />
      </div>
      {may("manageItems") && (
        <BulkBar
          project={project.id}
          chosen={chosen}
          all={all ? { state: filter.state, lot_id: filter.lot_id, q: filter.q } : null}
          lots={lots.data ?? []}
          onAll={() => setAll(true)}
          onClear={() => {
            setChosen([]);
            setAll(false);
          }}
        />
      )}
      <PagedTable<ItemRow>
        pages={pages}
        columns={columns}
        nothing={t("nothing")}
        nothingHelp={may("import") ? t("nothingHelp") : undefined}
        rowSelection={
          may("manageItems")
            ? {
                selectedRowKeys: chosen,
                preserveSelectedRowKeys: true,
                onChange: (keys) => setChosen(keys.map(Number)),
              }
            : undefined
        }
        onChange={(_, __, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter;
          change({ sort: one?.order ? sortOf(String(one.field), one.order === "descend") : "id" });
        }}
        onRow={(row) =>
          may("readItem") ? { className: "clickable", onClick: () => open(row.id) } : { className: "" }
        }
      />
      {opened !== undefined && may("readItem") && (
        <ItemDrawer project={project} item={opened} onClose={() => open(undefined)} />
      )}
    </>
  );
}

function sortOf(field: string, descending: boolean): ItemSort {
  return `${descending ? "-" : ""}${field}` as ItemSort;
}
