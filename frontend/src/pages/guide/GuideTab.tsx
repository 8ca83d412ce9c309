import { Button, Flex } from "antd";
import { useState } from "react";
import { useGuide } from "@/api/projects";
import type { Project } from "@/api/types";
import { guide as texts } from "@/i18n/guide";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { Markdown } from "@/parts/Markdown";
import { useMay } from "@/parts/me";
import { Loaded, Nothing } from "@/parts/States";
import { GuideEditor } from "./GuideEditor";
import { GuideVersions } from "./GuideVersions";
import "./guide.css";

/** The written rules: read by all, versioned, edited by those who manage the project. */
export default function GuideTab({ project }: { project: Project }) {
  const t = useText(texts);
  const locale = useLocale();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const [listing, setListing] = useState(false);
  const read = useGuide(project.id, project.guide_version > 0);
  const missing = project.guide_version === 0 || read.data?.markdown === "";
  if (editing) {
    return (
      <GuideEditor project={project} begin={read.data?.markdown ?? ""} onClose={() => setEditing(false)} />
    );
  }
  if (missing) {
    return (
      <div className="card">
        <Nothing
          title={t("none")}
          help={may("manageGuide") ? t("noneHelp") : undefined}
          action={
            may("manageGuide") && (
              <Button type="primary" onClick={() => setEditing(true)}>
                {t("write")}
              </Button>
            )
          }
        />
      </div>
    );
  }
  return (
    <Loaded read={read}>
      {(guide) => (
        <>
          <Flex justify="space-between" align="center" className="guide-head" wrap gap={12}>
            <span className="quiet">
              {t("meta", {
                version: guide.version,
                by: guide.created_by ?? "–",
                at: moment(guide.created_at, locale),
              })}
            </span>
            <Flex gap={12}>
              <Button onClick={() => setListing(true)}>{t("history")}</Button>
              {may("manageGuide") && (
                <Button type="primary" onClick={() => setEditing(true)}>
                  {t("edit")}
                </Button>
              )}
            </Flex>
          </Flex>
          <div className="card guide-text">
            <Markdown text={guide.markdown} />
          </div>
          {listing && <GuideVersions project={project} onClose={() => setListing(false)} />}
        </>
      )}
    </Loaded>
  );
}
