import { Button, Flex, Table, type TableProps } from "antd";
import type { ReactNode } from "react";
import type { Pages } from "@/api/query";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";
import { Nothing, Problem } from "./States";

interface PagedTableProps<Row extends object>
  extends Omit<TableProps<Row>, "dataSource" | "pagination" | "loading" | "footer"> {
  pages: Pages<Row>;
  /** What an empty list says. */
  nothing: string;
  nothingHelp?: string;
  /** Stands left of the page buttons. */
  footer?: ReactNode;
}

/** A table over a list of any length: one page at a time, by cursor. */
export function PagedTable<Row extends object>({
  pages,
  nothing,
  nothingHelp,
  footer,
  ...table
}: PagedTableProps<Row>) {
  const t = useText(common);
  if (pages.error && pages.rows.length === 0) return <Problem error={pages.error} retry={pages.refetch} />;
  return (
    <>
      <Table<Row>
        rowKey="id"
        size="middle"
        scroll={{ x: "max-content" }}
        {...table}
        dataSource={pages.rows}
        loading={pages.isPending || pages.isPlaceholderData}
        pagination={false}
        locale={{ emptyText: pages.isPending ? " " : <Nothing title={nothing} help={nothingHelp} /> }}
      />
      <Flex justify="space-between" align="center" gap={12} className="table-foot">
        <div>{footer}</div>
        {(pages.back || pages.forward) && (
          <Flex gap={12} align="center">
            <Button disabled={!pages.back} onClick={() => pages.back?.()}>
              {t("previous")}
            </Button>
            <span>{t("page", { page: pages.pageNumber })}</span>
            <Button disabled={!pages.forward} onClick={() => pages.forward?.()}>
              {t("next")}
            </Button>
          </Flex>
        )}
      </Flex>
    </>
  );
}
