import { Button, Segmented } from "antd";
import { useState } from "react";
import { useSchema } from "@/api/projects";
import type { LabelSchema, Project } from "@/api/types";
import { useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";
import { schemaExamples } from "@/i18n/schemaExamples";
import { useMay } from "@/parts/me";
import { Loading, Nothing, Problem } from "@/parts/States";
import { AnnotatorPreview } from "./AnnotatorPreview";
import { SchemaEditor } from "./SchemaEditor";
import { VersionHistory } from "./VersionHistory";
import "./schema.css";

/** The label schema of a project: written here, versioned, never changed under anyone's feet. */
export default function SchemaTab({ project }: { project: Project }) {
  const t = useText(texts);
  const may = useMay();
  const [view, setView] = useState<"edit" | "history">("edit");
  const [begin, setBegin] = useState<string | null>(null);
  const missing = project.schema_version === 0;
  const read = useSchema(project.id, !missing);
  const standing: LabelSchema | undefined = missing ? { media: project.media } : read.data?.schema;
  const edits = may("manageSchema");

  if (missing && begin === null) {
    return (
      <div className="card">
        <Nothing
          title={t("start")}
          help={edits ? t("startHelp") : undefined}
          action={
            edits && (
              <Button type="primary" onClick={() => setBegin(schemaExamples[project.media])}>
                {t("useExample")}
              </Button>
            )
          }
        />
      </div>
    );
  }
  if (!standing) return read.error ? <Problem error={read.error} retry={read.refetch} /> : <Loading />;
  return (
    <>
      <div className="filters">
        <Segmented
          value={view}
          onChange={setView}
          options={[
            { value: "edit", label: edits ? t("edit") : t("preview") },
            { value: "history", label: t("history") },
          ]}
        />
      </div>
      {view === "history" && (
        <VersionHistory
          project={project}
          onRestore={
            edits
              ? (text) => {
                  setBegin(text);
                  setView("edit");
                }
              : undefined
          }
        />
      )}
      {view === "edit" && !edits && (
        <div className="card">
          <AnnotatorPreview projectId={project.id} schema={standing} />
        </div>
      )}
      {view === "edit" && edits && (
        <SchemaEditor
          key={`${project.schema_version} ${begin?.length}`}
          project={project}
          standing={standing}
          begin={begin}
          onSaved={() => setBegin(null)}
        />
      )}
    </>
  );
}
