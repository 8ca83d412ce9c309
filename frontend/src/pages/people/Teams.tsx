import { Button, type TableColumnsType } from "antd";
import { useState } from "react";
import { useCentres, useTeams } from "@/api/people";
import type { Team } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { teams as texts } from "@/i18n/people";
import { useLocale, useText } from "@/i18n/react";
import { useMay, useWho } from "@/parts/me";
import { PageHead } from "@/parts/PageHead";
import { CentrePicker } from "@/parts/Pickers";
import { SimpleTable } from "@/parts/SimpleTable";
import { TeamDrawer } from "./TeamDrawer";
import { TeamForm } from "./TeamForm";
import "./people.css";

/** Teams, their leaders and members. */
export function Teams() {
  const t = useText(texts);
  const locale = useLocale();
  const may = useMay();
  const me = useWho();
  const [centre, setCentre] = useState<number>();
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<number | null>(null);
  const read = useTeams(centre);
  const centres = useCentres(may("seeCentres"));
  const columns: TableColumnsType<Team> = [
    {
      title: t("name"),
      dataIndex: "name",
      render: (name: string) => (
        <button type="button" className="row-button">
          {name}
        </button>
      ),
    },
    { title: t("leader"), dataIndex: "leader_name", render: (name: string | null) => name ?? t("noLeader") },
    { title: t("people"), dataIndex: "people", align: "right" },
    {
      title: t("centre"),
      dataIndex: "centre_id",
      render: (id: number) => {
        const found = centres.data?.find((one) => one.id === id);
        return found ? titleIn({ zh: found.name_zh, en: found.name_en }, locale) : id;
      },
    },
  ];
  const team = read.data?.find(({ id }) => id === opened);
  return (
    <>
      <PageHead
        title={t("title")}
        help={t("help")}
        actions={
          may("manageTeams") && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t("add")}
            </Button>
          )
        }
      />
      {me.centre_id === null && (
        <div className="filters">
          <CentrePicker allowClear style={{ width: 240 }} onChange={setCentre} />
        </div>
      )}
      <SimpleTable
        read={read}
        columns={columns}
        nothing={t("nothing")}
        onRow={(row) => ({ className: "clickable", onClick: () => setOpened(row.id) })}
      />
      {adding && <TeamForm onClose={() => setAdding(false)} />}
      {team && <TeamDrawer team={team} onClose={() => setOpened(null)} />}
    </>
  );
}
