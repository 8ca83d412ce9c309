import { getRouteApi } from "@tanstack/react-router";
import { Tabs } from "antd";
import { lazy, Suspense } from "react";
import { useProject } from "@/api/projects";
import type { Project } from "@/api/types";
import { project as texts } from "@/i18n/projects";
import { useText } from "@/i18n/react";
import { useMay } from "@/parts/me";
import type { Act } from "@/parts/permissions";
import { Loaded, Loading, Problem } from "@/parts/States";
import { ProjectHead } from "./ProjectHead";

const route = getRouteApi("/shell/projects/$projectId");

/** Every tab is its own chunk: who only looks at the progress does not load the schema editor. */
const tabs = {
  progress: { act: "seeProgress", View: lazy(() => import("@/pages/progress/ProgressTab")) },
  items: { act: "listItems", View: lazy(() => import("@/pages/items/ItemsTab")) },
  quality: { act: "seeQuality", View: lazy(() => import("@/pages/quality/QualityTab")) },
  gold: { act: "keepGold", View: lazy(() => import("@/pages/quality/GoldTab")) },
  schema: { act: "seeSchema", View: lazy(() => import("@/pages/schema/SchemaTab")) },
  guide: { act: "seeGuide", View: lazy(() => import("@/pages/guide/GuideTab")) },
  import: { act: "import", View: lazy(() => import("@/pages/intake/ImportTab")) },
  export: { act: "seeExports", View: lazy(() => import("@/pages/intake/ExportTab")) },
  lots: { act: "seeLots", View: lazy(() => import("@/pages/lots/LotsTab")) },
  rates: { act: "seeRates", View: lazy(() => import("@/pages/earnings/RatesTab")) },
  people: { act: "seeAssignments", View: lazy(() => import("./AssignmentsTab")) },
  questions: { act: "seeQuestions", View: lazy(() => import("@/pages/questions/QuestionsTab")) },
  settings: { act: "manageProject", View: lazy(() => import("./SettingsTab")) },
  webhooks: { act: "manageWebhooks", View: lazy(() => import("./WebhooksTab")) },
} as const satisfies Record<string, { act: Act; View: React.ComponentType<{ project: Project }> }>;

type Tab = keyof typeof tabs;

export function ProjectPage() {
  const t = useText(texts);
  const { projectId } = route.useParams();
  const id = Number(projectId);
  if (!Number.isInteger(id)) return <Problem error={new Error(t("missing"))} />;
  return <KnownProject key={id} id={id} />;
}

function KnownProject({ id }: { id: number }) {
  const read = useProject(id);
  return <Loaded read={read}>{(project) => <Tabbed project={project} />}</Loaded>;
}

function Tabbed({ project }: { project: Project }) {
  const t = useText(texts);
  const may = useMay();
  const navigate = route.useNavigate();
  const { tab } = route.useSearch();
  const open = (Object.keys(tabs) as Tab[]).filter((one) => may(tabs[one].act));
  const usual: Tab = may("seeProgress") ? "progress" : "guide";
  const current = tab && open.includes(tab) ? tab : usual;
  const View = tabs[current].View;
  return (
    <>
      <ProjectHead project={project} leads={current === "progress"} />
      <Tabs
        activeKey={current}
        onChange={(key) => navigate({ search: { tab: key as Tab } })}
        items={open.map((key) => ({ key, label: t(key) }))}
      />
      <Suspense fallback={<Loading />}>
        <View project={project} />
      </Suspense>
    </>
  );
}
