import { Alert, Button, Input, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { type AuditFilter, useAudit, useAuditVerdict } from "@/api/people";
import type { AuditRow, AuditVerdict } from "@/api/types";
import { audit } from "@/i18n/admin";
import { auditSubjects, auditWords } from "@/i18n/audit";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { PagedTable } from "@/parts/PagedTable";
import { PageHead } from "@/parts/PageHead";
import { PersonPicker } from "@/parts/Pickers";
import { Problem } from "@/parts/States";

const actions = Object.keys(auditWords) as (keyof typeof auditWords)[];

/** Who did what, when: append-only, and provably so. */
export function Audit() {
  const t = useText(audit);
  const may = useMay();
  const [filter, setFilter] = useState<AuditFilter>({});
  const [asked, setAsked] = useState(false);
  const pages = useAudit(filter);
  const verdict = useAuditVerdict(asked);
  const columns = useColumns();
  const word = useText(auditWords);
  const change = (part: AuditFilter) => setFilter({ ...filter, ...part });
  const verify = () => (asked ? verdict.refetch() : setAsked(true));
  return (
    <>
      <PageHead
        title={t("title")}
        help={t("help")}
        actions={
          may("verifyAudit") && (
            <Button type="primary" loading={verdict.isFetching} onClick={verify}>
              {t("verify")}
            </Button>
          )
        }
      />
      {verdict.data && !verdict.isFetching && <Verdict verdict={verdict.data} />}
      {verdict.error && <Problem error={verdict.error} retry={verdict.refetch} />}
      <div className="filters">
        <Select
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          placeholder={t("byAction")}
          aria-label={t("byAction")}
          style={{ width: 220 }}
          options={actions.map((value) => ({ value, label: word(value) }))}
          onChange={(action?: string) => change({ action })}
        />
        <Input.Search
          allowClear
          placeholder={t("bySubject")}
          aria-label={t("bySubject")}
          style={{ width: 220 }}
          onSearch={(subject) => change({ subject: subject || undefined })}
        />
        {may("seePeople") && (
          <PersonPicker allowClear style={{ width: 220 }} onChange={(actor_id) => change({ actor_id })} />
        )}
      </div>
      <PagedTable<AuditRow> rowKey="seq" pages={pages} columns={columns} nothing={t("nothing")} />
    </>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
  const t = useText(audit);
  return (
    <Alert
      className="form-fault"
      showIcon
      type={verdict.intact ? "success" : "error"}
      title={
        verdict.intact ? t("intact", { rows: verdict.rows }) : t("broken", { row: verdict.broken_at ?? 0 })
      }
    />
  );
}

function isAction(action: string): action is keyof typeof auditWords {
  return action in auditWords;
}

function isSubject(kind: string): kind is keyof typeof auditSubjects {
  return kind in auditSubjects;
}

function detailText([name, value]: [string, unknown]): string {
  return `${name}: ${typeof value === "object" && value !== null ? JSON.stringify(value) : value}`;
}

function useColumns(): TableColumnsType<AuditRow> {
  const t = useText(audit);
  const word = useText(auditWords);
  const about = useText(auditSubjects);
  const locale = useLocale();
  return [
    { title: t("seq"), dataIndex: "seq" },
    { title: t("at"), dataIndex: "at", render: (at: string) => moment(at, locale) },
    { title: t("actor"), dataIndex: "actor_name", render: (name: string | null) => name ?? t("system") },
    {
      title: t("action"),
      dataIndex: "action",
      render: (action: string) => <span title={action}>{isAction(action) ? word(action) : action}</span>,
    },
    {
      title: t("subject"),
      dataIndex: "subject",
      render: (subject: string) => {
        const [kind = "", number] = subject.split(":");
        return <span title={subject}>{isSubject(kind) ? `${about(kind)} ${number}` : subject}</span>;
      },
    },
    {
      title: t("details"),
      dataIndex: "details",
      render: (details: Record<string, unknown>) => (
        <span className="audit-details">{Object.entries(details).map(detailText).join(" · ")}</span>
      ),
    },
  ];
}
