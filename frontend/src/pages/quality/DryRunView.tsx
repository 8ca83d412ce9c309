import { Table } from "antd";
import type { DryRun } from "@/api/types";
import { rules } from "@/i18n/checks";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { ItemsLink } from "./ItemsLink";

interface DryRunViewProps {
  found: DryRun;
  days: number;
  project: number;
}

/** Whom a rule would have hit, when and why. */
export function DryRunView({ found, days, project }: DryRunViewProps) {
  const t = useText(rules);
  const locale = useLocale();
  return (
    <section aria-live="polite">
      <h3>{t("dryTitle", { days })}</h3>
      {found.hits.length === 0 ? (
        <p>{t("dryNone")}</p>
      ) : (
        <>
          <p>{t("dryFound", { people: found.people, seen: found.observations, hits: found.hits.length })}</p>
          <Table<DryRun["hits"][number]>
            rowKey={(hit) => `${hit.person_id} ${hit.at}`}
            size="small"
            pagination={found.hits.length > 8 ? { pageSize: 8, showSizeChanger: false } : false}
            dataSource={found.hits}
            columns={[
              { title: t("when"), dataIndex: "at", render: (at: string) => moment(at, locale) },
              {
                title: t("who"),
                dataIndex: "person_name",
                render: (name: string, hit) => (
                  <ItemsLink project={project} items={hit.items}>
                    {name}
                  </ItemsLink>
                ),
              },
              { title: t("why"), dataIndex: "text" },
            ]}
          />
        </>
      )}
    </section>
  );
}
