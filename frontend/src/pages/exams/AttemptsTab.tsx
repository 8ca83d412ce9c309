import { Button, Drawer, type TableColumnsType } from "antd";
import { useState } from "react";
import { useAttempts, useCentreAttempt, useIssue } from "@/api/skills";
import type { AttemptRow } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { exams } from "@/i18n/exams";
import { useLocale, useText } from "@/i18n/react";
import { moment, percent } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { PagedTable } from "@/parts/PagedTable";
import { Loaded } from "@/parts/States";
import { AttemptState } from "@/parts/skills/AttemptState";
import { Result } from "@/parts/skills/Result";

/** Everyone's attempts: what came of each, line by line, and the certificate for those that were passed. */
export function AttemptsTab({ centre }: { centre: number }) {
  const t = useText(exams);
  const locale = useLocale();
  const may = useMay();
  const pages = useAttempts(centre);
  const issue = useIssue(centre);
  const [seen, setSeen] = useState<number | null>(null);
  const columns: TableColumnsType<AttemptRow> = [
    { title: t("person"), dataIndex: "person_name" },
    { title: t("exam"), render: (_, one) => titleIn(one.title, locale) },
    { title: t("state"), render: (_, one) => <AttemptState state={one.state} /> },
    { title: t("began"), render: (_, one) => moment(one.started_at, locale) },
    { title: t("theory"), align: "right", render: (_, one) => percent(one.theory_score, locale) },
    { title: t("practical"), align: "right", render: (_, one) => percent(one.practical_score, locale) },
    {
      render: (_, one) => (
        <Button size="small" onClick={() => setSeen(one.id)}>
          {t("see")}
        </Button>
      ),
    },
    {
      render: (_, one) => {
        if (one.certificate !== null) return <span className="quiet">{t("issued")}</span>;
        if (one.state !== "passed" || !may("issueCertificates")) return null;
        return (
          <Button
            size="small"
            type="primary"
            loading={issue.isPending && issue.variables === one.id}
            onClick={() => issue.mutate(one.id)}
          >
            {t("issue")}
          </Button>
        );
      },
    },
  ];
  return (
    <>
      <PagedTable pages={pages} columns={columns} nothing={t("noAttempts")} />
      {seen !== null && <Seen centre={centre} id={seen} onClose={() => setSeen(null)} />}
    </>
  );
}

function Seen({ centre, id, onClose }: { centre: number; id: number; onClose: () => void }) {
  const locale = useLocale();
  const read = useCentreAttempt(centre, id);
  const title = read.data && `${read.data.person_name} · ${titleIn(read.data.title, locale)}`;
  return (
    <Drawer open size={760} title={title} onClose={onClose}>
      <Loaded read={read}>{(attempt) => <Result attempt={attempt} />}</Loaded>
    </Drawer>
  );
}
