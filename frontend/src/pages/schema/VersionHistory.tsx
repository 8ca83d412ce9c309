import { Button, Drawer, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { useSchemaVersions } from "@/api/projects";
import type { Project, SchemaVersion } from "@/api/types";
import { common } from "@/i18n/common";
import { useLocale, useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";
import { moment } from "@/parts/figures";
import { SimpleTable } from "@/parts/SimpleTable";
import { AnnotatorPreview } from "./AnnotatorPreview";
import { writeSchema } from "./text";

interface VersionHistoryProps {
  project: Project;
  /** Begins editing with an older version; left out for those who may not. */
  onRestore?: (text: string) => void;
}

/** Every version of the schema: who made it, when and why. */
export function VersionHistory({ project, onRestore }: VersionHistoryProps) {
  const t = useText(texts);
  const c = useText(common);
  const locale = useLocale();
  const versions = useSchemaVersions(project.id);
  const [viewed, setViewed] = useState<SchemaVersion | null>(null);
  const columns: TableColumnsType<SchemaVersion> = [
    {
      title: t("version"),
      dataIndex: "version",
      render: (version: number) => (
        <>
          {version} {version === project.schema_version && <Tag color="green">{t("current")}</Tag>}
        </>
      ),
    },
    { title: t("note"), dataIndex: "note", render: (note: string) => note || "–" },
    { title: t("stepCount"), dataIndex: "migration", render: (steps: unknown[]) => steps.length || "–" },
    { title: t("by"), dataIndex: "created_by", render: (name: string | null) => name ?? "–" },
    { title: t("at"), dataIndex: "created_at", render: (at: string) => moment(at, locale) },
    {
      key: "view",
      render: (_, version) => <Button onClick={() => setViewed(version)}>{t("view")}</Button>,
    },
  ];
  return (
    <>
      <SimpleTable rowKey="version" read={versions} columns={columns} nothing={t("start")} />
      <Drawer
        open={viewed !== null}
        onClose={() => setViewed(null)}
        size={720}
        title={viewed && c("version", { version: viewed.version })}
        extra={
          viewed &&
          onRestore && <Button onClick={() => onRestore(writeSchema(viewed.schema))}>{t("restore")}</Button>
        }
      >
        {viewed && (
          <div className="grid">
            <AnnotatorPreview projectId={project.id} schema={viewed.schema} />
            <pre className="schema-text">{writeSchema(viewed.schema)}</pre>
          </div>
        )}
      </Drawer>
    </>
  );
}
