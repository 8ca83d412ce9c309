import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Checkbox, Input, Progress, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { type ProjectFilter, useProjects, useRestoreProject } from "@/api/projects";
import type { Counts, ProjectRow, ProjectState } from "@/api/types";
import { common } from "@/i18n/common";
import { projects } from "@/i18n/projects";
import { useLocale, useText } from "@/i18n/react";
import { mediaWords, projectStateWords } from "@/i18n/words";
import { day, number } from "@/parts/figures";
import { useMay, useWho } from "@/parts/me";
import { PagedTable } from "@/parts/PagedTable";
import { PageHead } from "@/parts/PageHead";
import { CentrePicker } from "@/parts/Pickers";
import { ProjectStateTag } from "@/parts/Tags";
import { useNotify } from "@/parts/useNotify";
import { NewProjectForm } from "./NewProjectForm";

const states: ProjectState[] = ["draft", "running", "paused", "done", "archived"];

export function Projects() {
  const t = useText(projects);
  const c = useText(common);
  const state = useText(projectStateWords);
  const may = useMay();
  const me = useWho();
  const navigate = useNavigate();
  const [filter, setFilter] = useState<ProjectFilter>({});
  const [making, setMaking] = useState(false);
  const pages = useProjects(filter);
  const columns = useColumns();
  const restoring = useRestoring();
  return (
    <>
      <PageHead
        title={t("title")}
        help={t("help")}
        actions={
          may("makeProject") && (
            <Button type="primary" onClick={() => setMaking(true)}>
              {t("create")}
            </Button>
          )
        }
      />
      <div className="filters">
        <Input.Search
          allowClear
          placeholder={c("searchName")}
          aria-label={c("searchName")}
          style={{ width: 260 }}
          onSearch={(q) => setFilter({ ...filter, q: q || undefined })}
        />
        <Select
          allowClear
          placeholder={t("allStates")}
          aria-label={t("allStates")}
          style={{ width: 160 }}
          options={states.map((value) => ({ value, label: state(value) }))}
          onChange={(value: ProjectState | undefined) => setFilter({ ...filter, state: value })}
        />
        {may("deleteProject") && (
          <Checkbox onChange={({ target }) => setFilter({ ...filter, deleted: target.checked || undefined })}>
            {t("deleted")}
          </Checkbox>
        )}
        {may("seeCentres") && me.centre_id === null && (
          <CentrePicker
            allowClear
            style={{ width: 220 }}
            onChange={(centre_id) => setFilter({ ...filter, centre_id })}
          />
        )}
      </div>
      <PagedTable<ProjectRow>
        pages={pages}
        columns={filter.deleted ? [...columns, restoring] : columns}
        nothing={Object.values(filter).some(Boolean) ? t("nothingFound") : t("nothing")}
        onRow={(row) => ({
          className: filter.deleted ? "" : "clickable",
          onClick: filter.deleted
            ? undefined
            : () => navigate({ to: "/projects/$projectId", params: { projectId: String(row.id) } }),
        })}
      />
      <NewProjectForm open={making} onClose={() => setMaking(false)} />
    </>
  );
}

/** The column of deleted projects that brings them back. */
function useRestoring(): TableColumnsType<ProjectRow>[number] {
  const t = useText(projects);
  const notify = useNotify();
  const restore = useRestoreProject();
  const bringBack = async (id: number) => {
    await restore.mutateAsync(id);
    notify.done(t("restored"));
  };
  return {
    key: "restore",
    render: (_, { id }) => (
      <Button onClick={() => bringBack(id).catch(() => undefined)}>{t("restore")}</Button>
    ),
  };
}

function useColumns(): TableColumnsType<ProjectRow> {
  const t = useText(projects);
  const c = useText(common);
  const media = useText(mediaWords);
  const locale = useLocale();
  return [
    {
      title: c("name"),
      dataIndex: "name",
      render: (name: string, row) => (
        <Link to="/projects/$projectId" params={{ projectId: String(row.id) }} className="row-name">
          {name}
        </Link>
      ),
    },
    {
      title: c("state"),
      dataIndex: "state",
      render: (value: ProjectState) => <ProjectStateTag state={value} />,
    },
    { title: t("media"), dataIndex: "media", render: (value: ProjectRow["media"]) => media(value) },
    {
      title: t("progress"),
      dataIndex: "counts",
      width: 260,
      render: (counts: Counts) => <Done counts={counts} />,
    },
    { title: t("centre"), dataIndex: "centre_name" },
    { title: t("customer"), dataIndex: "customer_name", render: (name: string | null) => name ?? "–" },
    { title: t("priority"), dataIndex: "priority", align: "right" },
    { title: t("created"), dataIndex: "created_at", render: (at: string) => day(at, locale) },
  ];
}

function Done({ counts }: { counts: Counts }) {
  const t = useText(projects);
  const locale = useLocale();
  const done = counts.accepted + counts.delivered;
  const total = counts.total - counts.excluded;
  return (
    <div>
      <Progress
        percent={total ? Math.floor((done / total) * 100) : 0}
        size="small"
        aria-label={t("doneOf", { done: number(done, locale), total: number(total, locale) })}
      />
      <small className="quiet">
        {t("doneOf", { done: number(done, locale), total: number(total, locale) })}
      </small>
    </div>
  );
}
