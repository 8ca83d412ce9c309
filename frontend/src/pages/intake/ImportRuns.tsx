import { Alert, Button, Drawer, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { useFormatTitle, useImports } from "@/api/intake";
import type { Fault, ImportRun } from "@/api/types";
import { intake } from "@/i18n/intake";
import { useLocale, useText } from "@/i18n/react";
import { moment, number } from "@/parts/figures";
import { SimpleTable } from "@/parts/SimpleTable";
import { RunStateTag } from "@/parts/Tags";

/** Every import of the project, those under way included, with what was wrong. */
export function ImportRuns({ project }: { project: number }) {
  const t = useText(intake);
  const locale = useLocale();
  const runs = useImports(project);
  const formatTitle = useFormatTitle();
  const [opened, setOpened] = useState<ImportRun | null>(null);
  const count = (value: number) => number(value, locale);
  const columns: TableColumnsType<ImportRun> = [
    {
      title: t("source"),
      dataIndex: "source",
      render: (source: string) => <span className="run-source">{source}</span>,
    },
    { title: t("format"), dataIndex: "format", render: formatTitle },
    {
      title: t("state"),
      dataIndex: "state",
      render: (state: ImportRun["state"]) => <RunStateTag state={state} />,
    },
    { title: t("items"), dataIndex: "items", align: "right", render: count },
    { title: t("answers"), dataIndex: "annotations", align: "right", render: count },
    {
      title: t("faults"),
      dataIndex: "fault_count",
      align: "right",
      render: (faults: number, run) =>
        faults === 0 ? (
          0
        ) : (
          <Button danger size="small" onClick={() => setOpened(run)}>
            {count(faults)}
          </Button>
        ),
    },
    { title: t("begun_at"), dataIndex: "created_at", render: (at: string) => moment(at, locale) },
  ];
  return (
    <>
      <SimpleTable read={runs} columns={columns} nothing={t("noRuns")} />
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        size={900}
        title={opened && t("faultTitle", { count: opened.fault_count })}
      >
        {opened && <Faults run={opened} />}
      </Drawer>
    </>
  );
}

function Faults({ run }: { run: ImportRun }) {
  const t = useText(intake);
  const columns: TableColumnsType<Fault> = [
    { title: t("file"), dataIndex: "file", render: (file?: string) => file ?? "–" },
    { title: t("line"), dataIndex: "line", align: "right", render: (line?: number) => line ?? "–" },
    { title: t("path"), dataIndex: "path", render: (path?: string) => (path ? <code>{path}</code> : "–") },
    {
      title: t("message"),
      dataIndex: "message",
      render: (message: string, { note }) => (note ? <span className="quiet">{message}</span> : message),
    },
  ];
  return (
    <div className="grid">
      <Alert
        type={run.state === "failed" ? "error" : "warning"}
        showIcon
        title={run.state === "failed" ? t("nothingIn") : t("someIn")}
        description={
          run.faults.length < run.fault_count ? t("faultSome", { shown: run.faults.length }) : undefined
        }
      />
      <Table<Fault>
        size="small"
        rowKey={(fault) => `${fault.file} ${fault.line} ${fault.path} ${fault.message}`}
        columns={columns}
        dataSource={run.faults}
        pagination={run.faults.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
      />
    </div>
  );
}
