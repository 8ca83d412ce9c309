import { Button, Checkbox, Form, Radio, Select, type TableColumnsType } from "antd";
import { exportFile, useExports, useFormats, useFormatTitle, useLots, useStartExport } from "@/api/intake";
import type { ExportRun, ItemState, NewExport, Project } from "@/api/types";
import { common } from "@/i18n/common";
import { exporting } from "@/i18n/intake";
import { useLocale, useText } from "@/i18n/react";
import { bytes, moment, number } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { SimpleTable } from "@/parts/SimpleTable";
import { RunStateTag } from "@/parts/Tags";
import { useNotify } from "@/parts/useNotify";
import { formatOptions, holdsText } from "./formats";
import "./intake.css";

const everyState: ItemState[] = ["open", "returned", "adjudication", "review", "accepted", "delivered"];

/** Data out: a job writes the file, which can be fetched as long as it is kept. */
export default function ExportTab({ project }: { project: Project }) {
  const t = useText(exporting);
  const may = useMay();
  return (
    <div className="intake">
      {may("export") && (
        <div className="card">
          <ExportForm project={project} />
        </div>
      )}
      <div className="card">
        <h3>{t("runs")}</h3>
        <ExportRuns project={project.id} />
      </div>
    </div>
  );
}

interface Values {
  format: string;
  states: "finished" | "everything";
  lot_id?: number;
  drop: boolean;
  media: boolean;
  disaggregate: boolean;
}

function ExportForm({ project }: { project: Project }) {
  const t = useText(exporting);
  const locale = useLocale();
  const notify = useNotify();
  const formats = useFormats();
  const lots = useLots(project.id);
  const start = useStartExport(project.id);
  const [form] = Form.useForm<Values>();
  const chosen = Form.useWatch("format", form);
  const written = (formats.data ?? []).filter(({ writes }) => writes);
  const holds = written.find(({ name }) => name === chosen)?.holds;
  const submit = async ({ states, lot_id, ...rest }: Values) => {
    const wanted: NewExport = {
      ...rest,
      states: states === "everything" ? everyState : null,
      lot_id: lot_id ?? null,
    };
    await start.mutateAsync(wanted);
    notify.done(t("begun"));
  };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={{
        format: "beanfield",
        states: "finished",
        drop: false,
        media: false,
        disaggregate: false,
      }}
      onFinish={(values) => submit(values).catch(() => undefined)}
    >
      <Form.Item
        name="format"
        label={t("format")}
        extra={
          Array.isArray(holds) && holds.length > 0 ? t("holds", { holds: holdsText(holds, locale) }) : ""
        }
      >
        <Select loading={formats.isPending} options={formatOptions(written)} />
      </Form.Item>
      <Form.Item name="states" label={t("states")}>
        <Radio.Group
          className="intake-choice"
          options={(["finished", "everything"] as const).map((value) => ({ value, label: t(value) }))}
        />
      </Form.Item>
      <Form.Item name="lot_id" label={t("lot")}>
        <Select allowClear options={lots.data?.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name="drop" valuePropName="checked">
        <Checkbox>{t("drop")}</Checkbox>
      </Form.Item>
      <Form.Item name="media" valuePropName="checked">
        <Checkbox>{t("media")}</Checkbox>
      </Form.Item>
      <Form.Item name="disaggregate" valuePropName="checked">
        <Checkbox>{t("disaggregate")}</Checkbox>
      </Form.Item>
      <Button type="primary" size="large" block htmlType="submit" loading={start.isPending}>
        {t("start")}
      </Button>
    </Form>
  );
}

function ExportRuns({ project }: { project: number }) {
  const t = useText(exporting);
  const c = useText(common);
  const locale = useLocale();
  const runs = useExports(project);
  const formatTitle = useFormatTitle();
  const columns: TableColumnsType<ExportRun> = [
    { title: t("format"), dataIndex: "format", render: formatTitle },
    {
      title: t("state"),
      dataIndex: "state",
      render: (state: ExportRun["state"], run) => (
        <>
          <RunStateTag state={state} />{" "}
          {run.problem?.title && <span className="quiet">{run.problem.title}</span>}
          {Object.keys(run.dropped).length > 0 && (
            <div className="quiet">{t("dropped", { what: droppedText(run) })}</div>
          )}
        </>
      ),
    },
    {
      title: t("items"),
      dataIndex: "items",
      align: "right",
      render: (items: number) => number(items, locale),
    },
    {
      title: t("size"),
      dataIndex: "bytes",
      align: "right",
      render: (size: number | null) => bytes(size, locale),
    },
    { title: t("at"), dataIndex: "created_at", render: (at: string) => moment(at, locale) },
    {
      key: "file",
      render: (_, run) =>
        run.state === "done" &&
        (run.sha256 === null ? (
          <span className="quiet">{t("removed")}</span>
        ) : (
          <Button href={exportFile(project, run.id)} title={`${t("hash")}: ${run.sha256}`}>
            {c("download")}
          </Button>
        )),
    },
  ];
  return <SimpleTable read={runs} columns={columns} nothing={t("noRuns")} />;
}

function droppedText(run: ExportRun): string {
  return Object.entries(run.dropped)
    .map(([what, count]) => `${what} × ${count}`)
    .join(", ");
}
