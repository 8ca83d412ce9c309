import { Button, Flex, Progress } from "antd";
import { useState } from "react";
import { useStartImport } from "@/api/intake";
import type { Project } from "@/api/types";
import { intake } from "@/i18n/intake";
import { useLocale, useText } from "@/i18n/react";
import { bytes } from "@/parts/figures";
import { useNotify } from "@/parts/useNotify";
import { useUnsaved } from "@/parts/useUnsaved";
import type { Chosen } from "./chosenFiles";
import { DropZone } from "./DropZone";
import { ImportOptions, type Options } from "./ImportOptions";
import { ImportRuns } from "./ImportRuns";
import { StoreImport } from "./StoreImport";
import { type UploadState, useUploads } from "./useUploads";
import "./intake.css";

/** Data in: files go up, a job reads them, faults come back with file and line. */
export default function ImportTab({ project }: { project: Project }) {
  const t = useText(intake);
  const locale = useLocale();
  const notify = useNotify();
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [options, setOptions] = useState<Options>({ annotations: "prelabel", skip_faulty: false });
  const uploads = useUploads();
  const start = useStartImport(project.id);
  useUnsaved(uploads.state !== null);
  const size = chosen.reduce((sum, { file }) => sum + file.size, 0);
  const busy = uploads.state !== null || start.isPending;

  const submit = async () => {
    const ids = await uploads.send(chosen);
    await start.mutateAsync({ ...options, uploads: ids });
    setChosen([]);
    notify.done(t("begun"));
  };
  const fromStore = async (store: string, prefix: string) => {
    await start.mutateAsync({ ...options, uploads: [], store, prefix });
    notify.done(t("begun"));
  };
  const failed = (error: unknown) => {
    const stopped = error instanceof DOMException && error.name === "AbortError";
    notify.failed(stopped ? new Error(t("stopped")) : (error as Error));
  };

  return (
    <>
      <div className="card intake-new">
        <div>
          <DropZone disabled={busy} onChosen={(more) => setChosen([...chosen, ...more])} />
          {chosen.length > 0 && (
            <Flex justify="space-between" align="center">
              <b>{t("files", { count: chosen.length, size: bytes(size, locale) })}</b>
              <Button type="text" disabled={busy} onClick={() => setChosen([])}>
                {t("clear")}
              </Button>
            </Flex>
          )}
          {uploads.state ? (
            <Uploading state={uploads.state} onStop={uploads.stop} />
          ) : (
            <Button
              type="primary"
              size="large"
              disabled={chosen.length === 0}
              loading={start.isPending}
              onClick={() => submit().catch(failed)}
            >
              {t("start")}
            </Button>
          )}
          <StoreImport
            project={project.id}
            disabled={busy}
            onStart={(store, prefix) => fromStore(store, prefix).catch(failed)}
          />
        </div>
        <ImportOptions
          project={project.id}
          chosen={chosen}
          options={options}
          disabled={busy}
          onChange={(part) => setOptions({ ...options, ...part })}
        />
      </div>
      <div className="card">
        <h3>{t("runs")}</h3>
        <ImportRuns project={project.id} />
      </div>
    </>
  );
}

function Uploading({ state, onStop }: { state: UploadState; onStop: () => void }) {
  const t = useText(intake);
  const locale = useLocale();
  const share = state.bytes > 0 ? state.bytesDone / state.bytes : state.filesDone / state.files;
  return (
    <div aria-live="polite">
      <Progress
        percent={Math.floor(share * 100)}
        status={state.waiting ? "exception" : "active"}
        aria-label={`${state.filesDone} / ${state.files}`}
      />
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
