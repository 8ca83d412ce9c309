import { Button, Dropdown, Flex } from "antd";
import { useChangeProject } from "@/api/projects";
import type { Project, ProjectState } from "@/api/types";
import { project as texts } from "@/i18n/projects";
import { useText } from "@/i18n/react";
import { mediaWords } from "@/i18n/words";
import { useMay } from "@/parts/me";
import { PageHead } from "@/parts/PageHead";
import { ProjectStateTag } from "@/parts/Tags";

interface Step {
  label: "start" | "pause" | "resume" | "finish" | "archive";
  to: ProjectState;
}

const steps: Record<ProjectState, Step[]> = {
  draft: [{ label: "start", to: "running" }],
  running: [
    { label: "pause", to: "paused" },
    { label: "finish", to: "done" },
  ],
  paused: [
    { label: "resume", to: "running" },
    { label: "archive", to: "archived" },
  ],
  done: [
    { label: "resume", to: "running" },
    { label: "archive", to: "archived" },
  ],
  archived: [{ label: "resume", to: "paused" }],
};

interface ProjectHeadProps {
  project: Project;
  /** Whether starting the project is the first thing to do on this screen. */
  leads: boolean;
}

/** Name and state of a project, and what can be done with it as a whole. */
export function ProjectHead({ project, leads }: ProjectHeadProps) {
  const t = useText(texts);
  const media = useText(mediaWords);
  const may = useMay();
  const change = useChangeProject(project.id);
  const [first, ...others] = steps[project.state];
  return (
    <PageHead
      title={
        <Flex gap={12} align="center" wrap>
          {project.name}
          <ProjectStateTag state={project.state} />
        </Flex>
      }
      help={[project.centre_name, project.customer_name, media(project.media)].filter(Boolean).join(" · ")}
      actions={
        may("manageProject") &&
        first && (
          <>
            {others.length > 0 && (
              <Dropdown
                trigger={["click"]}
                menu={{
                  items: others.map(({ label, to }) => ({
                    key: to,
                    label: t(label),
                    onClick: () => change.mutate({ state: to }),
                  })),
                }}
              >
                <Button>{t("more")}</Button>
              </Dropdown>
            )}
            <Button
              type={leads && first.label === "start" ? "primary" : "default"}
              loading={change.isPending}
              onClick={() => change.mutate({ state: first.to })}
            >
              {t(first.label)}
            </Button>
          </>
        )
      }
    />
  );
}
