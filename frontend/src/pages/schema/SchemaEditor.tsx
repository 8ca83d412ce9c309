import { Alert, Button, Flex, Segmented } from "antd";
import { useMemo, useState } from "react";
import type { LabelSchema, Project } from "@/api/types";
import { useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";
import { useNotify } from "@/parts/useNotify";
import { useUnsaved } from "@/parts/useUnsaved";
import { AnnotatorPreview } from "./AnnotatorPreview";
import { CodeEditor } from "./CodeEditor";
import { SaveDialog } from "./SaveDialog";
import { StructureList } from "./StructureList";
import { readSchema, writeSchema } from "./text";
import { useFaults } from "./useFaults";

interface SchemaEditorProps {
  project: Project;
  /** The version that stands. */
  standing: LabelSchema;
  /** What the editing begins with: the standing version, an older one, or an example. */
  begin: string | null;
  onSaved: () => void;
}

/** The schema as text and as a list, with its faults, and as annotators will see it. */
export function SchemaEditor({ project, standing, begin, onSaved }: SchemaEditorProps) {
  const t = useText(texts);
  const notify = useNotify();
  const original = useMemo(() => writeSchema(standing), [standing]);
  const [text, setText] = useState(begin ?? original);
  const [side, setSide] = useState<"structure" | "preview">("structure");
  const [goTo, setGoTo] = useState<{ line: number } | null>(null);
  const [saving, setSaving] = useState(false);
  const read = useMemo(() => readSchema(text), [text]);
  const changed = text !== original;
  useUnsaved(changed);
  const { faults, checking } = useFaults(project.id, text, read, changed);
  return (
    <div className="schema-editor">
      <section>
        <CodeEditor value={text} onChange={setText} label={t("textLabel")} faults={faults} goTo={goTo} />
        <Flex vertical gap={6} className="schema-faults" aria-live="polite">
          {checking && <span className="quiet">{t("checking")}</span>}
          {!checking && faults.length === 0 && <span className="quiet">{t("noFaults")}</span>}
          {faults.map((fault) => (
            <button
              type="button"
              key={`${fault.path} ${fault.message}`}
              onClick={() => setGoTo({ line: fault.line })}
            >
              <b>{t("jump", { line: fault.line })}</b> <code>{fault.path}</code> {fault.message}
            </button>
          ))}
        </Flex>
      </section>
      <section>
        <Segmented
          block
          value={side}
          onChange={setSide}
          options={[
            { value: "structure", label: t("structure") },
            { value: "preview", label: t("preview") },
          ]}
        />
        <div className="card schema-side">
          {!read.schema && <Alert type="error" showIcon title={t("syntax")} />}
          {read.schema && side === "structure" && (
            <StructureList projectId={project.id} schema={read.schema} text={text} onChange={setText} />
          )}
          {read.schema && side === "preview" && (
            <AnnotatorPreview projectId={project.id} schema={read.schema} />
          )}
        </div>
        <Flex justify="flex-end" align="center" gap={12}>
          {changed ? (
            <Button onClick={() => setText(original)}>{t("discard")}</Button>
          ) : (
            <span className="quiet">{t("unchanged")}</span>
          )}
          <Button
            type="primary"
            disabled={!changed || checking || faults.length > 0 || !read.schema}
            onClick={() => setSaving(true)}
          >
            {t("save", { version: project.schema_version + 1 })}
          </Button>
        </Flex>
      </section>
      {saving && read.schema && (
        <SaveDialog
          project={project}
          before={standing}
          after={read.schema}
          onClose={() => setSaving(false)}
          onSaved={(version) => {
            setSaving(false);
            notify.done(t("saved", { version }));
            onSaved();
          }}
        />
      )}
    </div>
  );
}
