import { Button, Drawer, type TableColumnsType } from "antd";
import { useState } from "react";
import { useGuideVersions } from "@/api/projects";
import type { GuideVersion, Project } from "@/api/types";
import { guide as texts } from "@/i18n/guide";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { Markdown } from "@/parts/Markdown";
import { SimpleTable } from "@/parts/SimpleTable";

/** Every version of the guide, the text of the one that is looked at. */
export function GuideVersions({ project, onClose }: { project: Project; onClose: () => void }) {
  const t = useText(texts);
  const locale = useLocale();
  const versions = useGuideVersions(project.id);
  const [viewed, setViewed] = useState<GuideVersion | null>(null);
  const columns: TableColumnsType<GuideVersion> = [
    { title: t("version"), dataIndex: "version" },
    { title: t("note"), dataIndex: "note", render: (note: string) => note || "–" },
    { title: t("by"), dataIndex: "created_by", render: (name: string | null) => name ?? "–" },
    { title: t("at"), dataIndex: "created_at", render: (at: string) => moment(at, locale) },
    { key: "view", render: (_, one) => <Button onClick={() => setViewed(one)}>{t("view")}</Button> },
  ];
  return (
    <Drawer open onClose={onClose} size={760} title={t("history")}>
      <SimpleTable rowKey="version" read={versions} columns={columns} nothing={t("none")} />
      {viewed && (
        <div className="card guide-viewed">
          <Markdown text={viewed.markdown} />
        </div>
      )}
    </Drawer>
  );
}
