import { Table, type TableProps } from "antd";
import { Loaded } from "./States";

interface SimpleTableProps<Row extends object> extends Omit<TableProps<Row>, "dataSource" | "loading"> {
  read: { data: Row[] | undefined; error: Error | null; refetch: () => unknown };
  nothing: string;
  nothingHelp?: string;
}

/** A table of a whole short list. */
export function SimpleTable<Row extends object>({
  read,
  nothing,
  nothingHelp,
  ...table
}: SimpleTableProps<Row>) {
  return (
    <Loaded read={read}>
      {(rows) => (
        <Table<Row>
          rowKey="id"
          size="middle"
          scroll={{ x: "max-content" }}
          pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
          locale={{
            emptyText: (
              <div className="quiet">
                <div>{nothing}</div>
                {nothingHelp && <small>{nothingHelp}</small>}
              </div>
            ),
          }}
          {...table}
          dataSource={rows}
        />
      )}
    </Loaded>
  );
}
