import { Alert, Button, Drawer, Select, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { useCentreFacts, useFacts } from "@/api/impact";
import { useCentres } from "@/api/people";
import type { PersonFacts } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { educationWords, genderWords, facts as texts } from "@/i18n/impact";
import { useLocale, useText } from "@/i18n/react";
import { FactTable } from "@/parts/facts/FactTable";
import { useMay, useWho } from "@/parts/me";
import { PageHead } from "@/parts/PageHead";
import { SimpleTable } from "@/parts/SimpleTable";
import { Loaded } from "@/parts/States";
import { FactForm } from "./FactForm";
import "./impact.css";

/** What is on record about the people of a centre. */
export function Facts() {
  const t = useText(texts);
  const locale = useLocale();
  const me = useWho();
  const mine = me.roles.map((grant) => grant.centre_id);
  const centres = useCentres().data?.filter((one) => mine.includes(one.id)) ?? [];
  const [chosen, setChosen] = useState<number>();
  const centre = chosen ?? me.centre_id ?? centres[0]?.id;
  return (
    <>
      <PageHead
        title={t("title")}
        help={t("help")}
        actions={
          centres.length > 1 && (
            <Select
              size="large"
              aria-label={t("centre")}
              value={centre}
              onChange={setChosen}
              options={centres.map((one) => ({
                value: one.id,
                label: titleIn({ zh: one.name_zh, en: one.name_en }, locale),
              }))}
            />
          )
        }
      />
      {centre !== undefined && <People key={centre} centre={centre} />}
    </>
  );
}

function People({ centre }: { centre: number }) {
  const t = useText(texts);
  const gender = useText(genderWords);
  const education = useText(educationWords);
  const may = useMay();
  const read = useCentreFacts(centre);
  const [opened, setOpened] = useState<PersonFacts>();
  const missing = (read.data ?? []).filter((one) => one.fact === null && one.left_at === null).length;
  const columns: TableColumnsType<PersonFacts> = [
    {
      title: t("name"),
      dataIndex: "person_name",
      render: (name: string, one) => (
        <button type="button" className="row-button" onClick={() => setOpened(one)}>
          {name}
        </button>
      ),
    },
    {
      title: t("hired"),
      render: (_, { fact }) => fact?.hired_on ?? <Tag color="gold">{t("missing")}</Tag>,
    },
    { title: t("left"), render: (_, { fact }) => fact?.left_on ?? "–" },
    { title: t("gender"), render: (_, { fact }) => (fact?.gender ? gender(fact.gender) : "–") },
    { title: t("education"), render: (_, { fact }) => (fact?.education ? education(fact.education) : "–") },
    {
      key: "act",
      align: "right",
      render: (_, one) => may("recordFacts") && <Button onClick={() => setOpened(one)}>{t("record")}</Button>,
    },
  ];
  return (
    <div className="card">
      {missing > 0 && <Alert type="warning" showIcon title={t("missingCount", { count: missing })} />}
      <SimpleTable<PersonFacts> rowKey="person_id" read={read} columns={columns} nothing={t("nobody")} />
      <Drawer
        open={opened !== undefined}
        size={640}
        title={opened?.person_name}
        destroyOnHidden
        onClose={() => setOpened(undefined)}
      >
        {opened && <Person centre={centre} person={opened.person_id} />}
      </Drawer>
    </div>
  );
}

function Person({ centre, person }: { centre: number; person: number }) {
  const t = useText(texts);
  const may = useMay();
  const read = useFacts(person);
  return (
    <Loaded read={read}>
      {(records) => (
        <>
          {may("recordFacts") && (
            <FactForm key={records[0]?.id} centre={centre} person={person} latest={records[0]} />
          )}
          <div className="facts-history">
            <h3>{t("history")}</h3>
            <FactTable records={records} />
          </div>
        </>
      )}
    </Loaded>
  );
}
