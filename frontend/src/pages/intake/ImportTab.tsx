import { Button, Checkbox, Flex, Form, Progress, Radio, Select } from "antd";
import { useState } from "react";
import { useFormats, useLots, useStartImport } from "@/api/intake";
import type { NewImport, Project } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { intake } from "@/i18n/intake";
import { useLocale, useText } from "@/i18n/react";
import { bytes } from "@/parts/figures";
import { useNotify } from "@/parts/useNotify";
import type { Chosen } from "./chosenFiles";
import { DropZone } from "./DropZone";
import { formatOptions, guessFormat } from "./formats";
import { ImportRuns } from "./ImportRuns";
import { type UploadState, useUploads } from "./useUploads";
import "./intake.css";

type Options = Omit<NewImport, "uploads">;

/** Data in: files go up, a job reads them, faults come back with file and line. */
export default function ImportTab({ project }: { project: Project }) {
  const t = useText(intake);
  const locale = useLocale();
  const notify = useNotify();
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [options, setOptions] = useState<Options>({ annotations: "prelabel", skip_faulty: false });
  const uploads = useUploads();
  const start = useStartImport(project.id);
  const formats = useFormats();
  const lots = useLots(project.id);
  const guess = guessFormat(chosen, formats.data ?? []);
  const change = (part: Options) => setOptions({ ...options, ...part });
  const size = chosen.reduce((sum, { file }) => sum + file.size, 0);
  const busy = uploads.state !== null || start.isPending;

  const submit = async () => {
    const ids = await uploads.send(chosen);
    await start.mutateAsync({ ...options, uploads: ids });
    setChosen([]);
    notify.done(t("begun"));
  };
  const failed = (error: unknown) => {
    const stopped = error instanceof DOMException && error.name === "AbortError";
    notify.failed(stopped ? new Error(t("stopped")) : (error as Error));
  };

  return (
    <div className="intake">
      <div className="card">
        <DropZone disabled={busy} onChosen={(more) => setChosen([...chosen, ...more])} />
        {chosen.length > 0 && (
          <Flex justify="space-between" align="center">
            <b>{t("files", { count: chosen.length, size: bytes(size, locale) })}</b>
            <Button type="text" disabled={busy} onClick={() => setChosen([])}>
              {t("clear")}
            </Button>
          </Flex>
        )}
        <Form layout="vertical" disabled={busy}>
          <Form.Item
            label={t("format")}
            extra={
              guess && !options.format
                ? t("guessed", { format: titleIn(guess.title, locale, guess.name) })
                : ""
            }
          >
            <Select
              allowClear
              placeholder={t("guess")}
              aria-label={t("format")}
              options={formatOptions(
                (formats.data ?? []).filter(({ reads }) => reads),
                locale,
              )}
              onChange={(format?: string) => change({ format: format ?? null })}
            />
          </Form.Item>
          <Form.Item label={t("annotations")}>
            <Radio.Group
              className="intake-choice"
              value={options.annotations}
              onChange={({ target }) => change({ annotations: target.value })}
            >
              {(["prelabel", "gold", "ignore"] as const).map((value) => (
                <Radio key={value} value={value}>
                  {t(value)} <small className="quiet">{t(`${value}Help`)}</small>
                </Radio>
              ))}
            </Radio.Group>
          </Form.Item>
          {lots.data && lots.data.length > 0 && (
            <Form.Item label={t("lot")}>
              <Select
                allowClear
                aria-label={t("lot")}
                options={lots.data
                  .filter(({ state }) => state === "open")
                  .map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(lot_id?: number) => change({ lot_id: lot_id ?? null })}
              />
            </Form.Item>
          )}
          <Form.Item extra={t("skipHelp")}>
            <Checkbox
              checked={options.skip_faulty}
              onChange={({ target }) => change({ skip_faulty: target.checked })}
            >
              {t("skipFaulty")}
            </Checkbox>
          </Form.Item>
        </Form>
        {uploads.state ? (
          <Uploading state={uploads.state} onStop={uploads.stop} />
        ) : (
          <Button
            type="primary"
            size="large"
            block
            disabled={chosen.length === 0}
            loading={start.isPending}
            onClick={() => submit().catch(failed)}
          >
            {t("start")}
          </Button>
        )}
      </div>
      <div className="card">
        <h3>{t("runs")}</h3>
        <ImportRuns project={project.id} />
      </div>
    </div>
  );
}

function Uploading({ state, onStop }: { state: UploadState; onStop: () => void }) {
  const t = useText(intake);
  const locale = useLocale();
  const share = state.bytes > 0 ? state.bytesDone / state.bytes : state.filesDone / state.files;
  return (
    <div aria-live="polite">
      <Progress percent={Math.floor(share * 100)} status={state.waiting ? "exception" : "active"} />
      <Flex justify="space-between" align="center">
        <span className="quiet">
          {state.waiting
            ? t("waitingNet")
            : t("uploading", { done: bytes(state.bytesDone, locale), total: bytes(state.bytes, locale) })}
        </span>
        <Button onClick={onStop}>{t("stop")}</Button>
      </Flex>
    </div>
  );
}
