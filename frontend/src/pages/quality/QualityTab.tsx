import { Button, Segmented } from "antd";
import { useState } from "react";
import { useQualityReport, useRenewReport } from "@/api/checks";
import type { Project, QualityReport } from "@/api/types";
import { quality, rules } from "@/i18n/checks";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { Loaded, Nothing } from "@/parts/States";
import { useNotify } from "@/parts/useNotify";
import { DisputedTable } from "./DisputedTable";
import { Overview } from "./Overview";
import { People } from "./People";
import { RulesView } from "./RulesView";
import "./quality.css";

type View = "agreement" | "people" | "disputed" | "rules";

/** How good the project's work is, who is how good, and what follows from it by rule. */
export default function QualityTab({ project }: { project: Project }) {
  const t = useText(quality);
  const r = useText(rules);
  const may = useMay();
  const [view, setView] = useState<View>("agreement");
  const read = useQualityReport(project.id);
  const options = [
    { value: "agreement", label: t("agreement") },
    { value: "people", label: t("people") },
    { value: "disputed", label: t("disputed") },
    ...(may("seeRules") ? [{ value: "rules", label: r("title") }] : []),
  ];
  return (
    <>
      <div className="quality-bar">
        <Segmented<string> options={options} value={view} onChange={(next) => setView(next as View)} />
        {view !== "rules" && view !== "disputed" && <AsOf project={project.id} at={read.data?.at ?? null} />}
      </div>
      {view === "disputed" && <DisputedTable project={project} />}
      {view === "rules" && <RulesView project={project.id} />}
      {(view === "agreement" || view === "people") && (
        <Loaded read={read}>
          {(report) =>
            report.at === null ? (
              <div className="card">
                <Nothing title={t("making")} help={t("makingHelp")} />
              </div>
            ) : (
              <Reported view={view} report={report} project={project.id} />
            )
          }
        </Loaded>
      )}
    </>
  );
}

function Reported({ view, report, project }: { view: View; report: QualityReport; project: number }) {
  return view === "people" ? (
    <People report={report} project={project} />
  ) : (
    <Overview report={report} project={project} />
  );
}

function AsOf({ project, at }: { project: number; at: string | null }) {
  const t = useText(quality);
  const locale = useLocale();
  const notify = useNotify();
  const renew = useRenewReport(project);
  return (
    <span className="quiet">
      {at && t("asOf", { at: moment(at, locale) })}{" "}
      <Button
        size="small"
        loading={renew.isPending}
        onClick={() => renew.mutate(undefined, { onSuccess: () => void notify.done(t("renewing")) })}
      >
        {t("renew")}
      </Button>
    </span>
  );
}
