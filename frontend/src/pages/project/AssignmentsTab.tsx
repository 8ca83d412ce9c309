import { App, Button, Flex, InputNumber, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { useAssignments, useChangeAssignment } from "@/api/projects";
import type { Assignment, AssignmentChanges, Project, Task } from "@/api/types";
import { assignments } from "@/i18n/assignments";
import { useText } from "@/i18n/react";
import { taskWords } from "@/i18n/words";
import { useMay } from "@/parts/me";
import { SimpleTable } from "@/parts/SimpleTable";
import { AssignForm } from "./AssignForm";
import { PauseDialog } from "./PauseDialog";

/** Which teams and persons do which task, how much at most, and who pauses. */
export default function AssignmentsTab({ project }: { project: Project }) {
  const t = useText(assignments);
  const may = useMay();
  const read = useAssignments(project.id);
  const [assigning, setAssigning] = useState(false);
  const [pausing, setPausing] = useState<Assignment | null>(null);
  const columns = useColumns(project.id, setPausing);
  return (
    <div className="card">
      <div className="section-head">
        <span className="quiet">{t("nothingHelp")}</span>
        {may("assign") && (
          <Button type="primary" onClick={() => setAssigning(true)}>
            {t("assign")}
          </Button>
        )}
      </div>
      <SimpleTable read={read} columns={columns} nothing={t("nothing")} />
      {assigning && <AssignForm project={project} onClose={() => setAssigning(false)} />}
      {pausing && <PauseDialog project={project.id} assignment={pausing} onClose={() => setPausing(null)} />}
    </div>
  );
}

function useColumns(project: number, onPause: (one: Assignment) => void): TableColumnsType<Assignment> {
  const t = useText(assignments);
  const task = useText(taskWords);
  const may = useMay();
  const { modal } = App.useApp();
  const change = useChangeAssignment(project);
  const send = (id: number, changes: AssignmentChanges) => change.mutate({ id, changes });
  const who = (one: Assignment) => one.team_name ?? one.person_name ?? "";
  const end = (one: Assignment) =>
    modal.confirm({
      title: t("endAsk", { who: who(one), task: task(one.task) }),
      content: t("endHelp"),
      okText: t("end"),
      onOk: () => send(one.id, { ended: true }),
    });
  const columns: TableColumnsType<Assignment> = [
    {
      title: t("who"),
      key: "who",
      render: (_, one) => (
        <>
          <Tag>{one.team_id === null ? t("person") : t("team")}</Tag> <b>{who(one)}</b>
        </>
      ),
    },
    { title: t("task"), dataIndex: "task", render: (value: Task) => task(value) },
    {
      title: t("cap"),
      dataIndex: "cap",
      render: (cap: number | null, one) =>
        may("assign") ? (
          <InputNumber
            key={`${cap}`}
            min={1}
            size="small"
            defaultValue={cap ?? undefined}
            placeholder={t("noCap")}
            aria-label={t("cap")}
            onBlur={({ target }) => {
              const wanted = Number(target.value.replace(/\D/g, "")) || null;
              if (wanted !== cap) send(one.id, { cap: wanted });
            }}
          />
        ) : (
          (cap ?? t("noCap"))
        ),
    },
    {
      title: t("state"),
      dataIndex: "paused",
      render: (paused: boolean, one) => (
        <>
          <Tag color={paused ? "gold" : "green"}>{paused ? t("paused") : t("active")}</Tag>
          {paused && <span className="quiet">{one.pause_note}</span>}
        </>
      ),
    },
  ];
  if (may("assign")) {
    columns.push({
      key: "act",
      render: (_, one) => (
        <Flex gap={8}>
          <Button onClick={() => (one.paused ? send(one.id, { paused: false }) : onPause(one))}>
            {one.paused ? t("resume") : t("pause")}
          </Button>
          <Button type="text" danger onClick={() => end(one)}>
            {t("end")}
          </Button>
        </Flex>
      ),
    });
  }
  return columns;
}
