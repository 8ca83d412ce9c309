import { Alert, Button, Form, Input, Modal } from "antd";
import { useEffect, useState } from "react";
import { usePreviewSchema, useSaveSchema } from "@/api/projects";
import type { LabelSchema, MigrationStep, Project } from "@/api/types";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";
import { Loading, Problem } from "@/parts/States";
import { MigrationEditor } from "./MigrationEditor";
import { PreviewReport } from "./PreviewReport";
import { complete, suggested } from "./steps";

interface SaveDialogProps {
  project: Project;
  before: LabelSchema;
  after: LabelSchema;
  onSaved: (version: number) => void;
  onClose: () => void;
}

/** The last look before a new version: what it does to existing annotations, and the steps that carry them over. */
export function SaveDialog({ project, before, after, onSaved, onClose }: SaveDialogProps) {
  const t = useText(texts);
  const c = useText(common);
  const [steps, setSteps] = useState<MigrationStep[]>(() => suggested(before, after));
  const [note, setNote] = useState("");
  const [stale, setStale] = useState(false);
  const preview = usePreviewSchema(project.id);
  const save = useSaveSchema(project.id);
  const { mutate: look } = preview;
  const version = { schema: after, migration: steps, note };

  // biome-ignore lint/correctness/useExhaustiveDependencies: looks once when opened; later changes wait for the button
  useEffect(() => look(version), [look]);

  const change = (next: MigrationStep[]) => {
    setSteps(next);
    setStale(true);
  };
  const again = () => {
    setStale(false);
    look(version);
  };
  const submit = async () => {
    const saved = await save.mutateAsync(version);
    onSaved(saved.version);
  };
  const unfinished = !steps.every(complete);
  const troubled = preview.data !== undefined && preview.data.problems.length > 0;
  return (
    <Modal
      open
      width={920}
      title={t("effectTitle")}
      onCancel={onClose}
      footer={[
        <Button key="close" onClick={onClose}>
          {c("cancel")}
        </Button>,
        <Button key="again" disabled={!stale || unfinished} loading={preview.isPending} onClick={again}>
          {t("tryAgain")}
        </Button>,
        <Button
          key="save"
          type="primary"
          disabled={unfinished || stale || troubled || !preview.data}
          loading={save.isPending}
          onClick={() => submit().catch(() => undefined)}
        >
          {t("save", { version: project.schema_version + 1 })}
        </Button>,
      ]}
    >
      <div className="grid">
        {preview.data && preview.data.annotations > 0 && (
          <MigrationEditor steps={steps} before={before} after={after} onChange={change} />
        )}
        {preview.isPending && <Loading />}
        {preview.error && <Problem error={preview.error} retry={again} />}
        {preview.data && <PreviewReport preview={preview.data} before={before} after={after} />}
        {preview.data?.problems.map((problem) => (
          <Alert key={problem.path} type="error" title={problem.message} description={problem.path} />
        ))}
        {unfinished && <Alert type="warning" title={t("missingStep")} />}
        <Form layout="vertical">
          <Form.Item label={t("note")}>
            <Input.TextArea rows={2} value={note} onChange={({ target }) => setNote(target.value)} />
          </Form.Item>
        </Form>
        {save.error && <Problem error={save.error} />}
      </div>
    </Modal>
  );
}
