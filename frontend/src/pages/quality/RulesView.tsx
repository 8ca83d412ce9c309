import { Button, Popconfirm, Space, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { useChangeRule, useRules } from "@/api/checks";
import type { QualityRule } from "@/api/types";
import { rules } from "@/i18n/checks";
import { useText } from "@/i18n/react";
import { useMay } from "@/parts/me";
import { SimpleTable } from "@/parts/SimpleTable";
import { Firings } from "./Firings";
import { RuleForm } from "./RuleForm";

const colours = { draft: "default", live: "green", off: "default" } as const;

/** The project's rules about people's figures, and what they did. */
export function RulesView({ project }: { project: number }) {
  const t = useText(rules);
  const may = useMay();
  const read = useRules(project);
  const [edited, setEdited] = useState<QualityRule | "new" | null>(null);
  const columns = useColumns(project, setEdited);
  return (
    <div className="grid">
      <div className="card">
        <div className="section-head">
          <span className="quiet">{t("help")}</span>
          {may("manageRules") && (
            <Button type="primary" onClick={() => setEdited("new")}>
              {t("add")}
            </Button>
          )}
        </div>
        <SimpleTable<QualityRule>
          read={read}
          columns={columns}
          nothing={t("none")}
          nothingHelp={t("noneHelp")}
        />
      </div>
      <Firings project={project} />
      {edited !== null && (
        <RuleForm project={project} rule={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      )}
    </div>
  );
}

function useColumns(project: number, edit: (rule: QualityRule) => void): TableColumnsType<QualityRule> {
  const t = useText(rules);
  const may = useMay();
  return [
    { title: t("name"), dataIndex: "name", render: (name: string) => <b>{name}</b> },
    {
      title: t("collector"),
      key: "collector",
      render: (_, { rule }) => `${t(rule.collector)} ${t(rule.sense)} ${rule.threshold}`,
    },
    { title: t("action"), key: "action", render: (_, { rule }) => t(rule.action) },
    {
      title: t("state"),
      dataIndex: "state",
      render: (state: QualityRule["state"]) => <Tag color={colours[state]}>{t(state)}</Tag>,
    },
    {
      title: t("fired"),
      dataIndex: "firings",
      align: "right",
      render: (count: number) => t("times", { count }),
    },
    {
      key: "do",
      render: (_, rule) => (
        <Space>
          <Button size="small" onClick={() => edit(rule)}>
            {t(rule.state !== "live" && may("manageRules") ? "edit" : "dryRun")}
          </Button>
          {may("manageRules") && <Switch project={project} rule={rule} />}
        </Space>
      ),
    },
  ];
}

function Switch({ project, rule }: { project: number; rule: QualityRule }) {
  const t = useText(rules);
  const change = useChangeRule(project);
  if (rule.state !== "live") {
    return (
      <Button
        size="small"
        loading={change.isPending}
        onClick={() => change.mutate({ id: rule.id, state: "live" })}
      >
        {t("start")}
      </Button>
    );
  }
  return (
    <Popconfirm title={t("stopSure")} onConfirm={() => change.mutate({ id: rule.id, state: "off" })}>
      <Button size="small" danger loading={change.isPending}>
        {t("stop")}
      </Button>
    </Popconfirm>
  );
}
