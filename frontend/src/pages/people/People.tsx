import { Button, Input, Select, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { type PeopleFilter, usePeople } from "@/api/people";
import type { Grant, MadePerson, OneTimePassword, Person, Role } from "@/api/types";
import { common } from "@/i18n/common";
import { people } from "@/i18n/people";
import { useText } from "@/i18n/react";
import { roleWords } from "@/i18n/words";
import { useMay, useWho } from "@/parts/me";
import { PagedTable } from "@/parts/PagedTable";
import { PageHead } from "@/parts/PageHead";
import { CentrePicker, TeamPicker } from "@/parts/Pickers";
import { useNotify } from "@/parts/useNotify";
import { NewPersonForm } from "./NewPersonForm";
import { PasswordOnce } from "./PasswordOnce";
import { PersonDrawer } from "./PersonDrawer";
import "./people.css";

const roles = Object.keys(roleWords) as Role[];

/** Who works here, and who may log in as what. */
export function People() {
  const t = useText(people);
  const c = useText(common);
  const roleWord = useText(roleWords);
  const may = useMay();
  const me = useWho();
  const notify = useNotify();
  const [filter, setFilter] = useState<PeopleFilter>({});
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<number | null>(null);
  const [password, setPassword] = useState<OneTimePassword | null>(null);
  const pages = usePeople(filter);
  const columns = usePersonColumns();
  const change = (part: PeopleFilter) => setFilter({ ...filter, ...part });
  const made = (one: MadePerson) => {
    notify.done(t("made", { name: one.person.name }));
    setPassword(one.password);
  };
  return (
    <>
      <PageHead
        title={t("title")}
        help={t("help")}
        actions={
          may("managePeople") && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t("add")}
            </Button>
          )
        }
      />
      <div className="filters">
        <Input.Search
          allowClear
          placeholder={c("searchName")}
          aria-label={c("searchName")}
          style={{ width: 240 }}
          onSearch={(q) => change({ q: q || undefined })}
        />
        {me.centre_id === null && (
          <CentrePicker allowClear style={{ width: 220 }} onChange={(centre_id) => change({ centre_id })} />
        )}
        {may("seeTeams") && (
          <TeamPicker
            allowClear
            centre={filter.centre_id}
            style={{ width: 180 }}
            onChange={(team_id) => change({ team_id })}
          />
        )}
        <Select
          allowClear
          placeholder={t("allRoles")}
          aria-label={t("allRoles")}
          style={{ width: 180 }}
          options={roles.map((value) => ({ value, label: roleWord(value) }))}
          onChange={(role?: Role) => change({ role })}
        />
      </div>
      <PagedTable<Person>
        pages={pages}
        columns={columns}
        nothing={t("nothing")}
        onRow={(row) => ({ className: "clickable", onClick: () => setOpened(row.id) })}
      />
      {adding && <NewPersonForm onMade={made} onClose={() => setAdding(false)} />}
      {opened !== null && (
        <PersonDrawer id={opened} onPassword={setPassword} onClose={() => setOpened(null)} />
      )}
      <PasswordOnce password={password} onClose={() => setPassword(null)} />
    </>
  );
}

function usePersonColumns(): TableColumnsType<Person> {
  const t = useText(people);
  const role = useText(roleWords);
  return [
    {
      title: t("name"),
      dataIndex: "name",
      render: (name: string) => (
        <button type="button" className="row-button">
          {name}
        </button>
      ),
    },
    {
      title: t("login"),
      dataIndex: "login",
      render: (login: string | null) => login ?? <span className="quiet">{t("noLogin")}</span>,
    },
    { title: t("centre"), dataIndex: "centre_name", render: (name: string | null) => name ?? "–" },
    { title: t("team"), dataIndex: "team_name", render: (name: string | null) => name ?? "–" },
    {
      title: t("roles"),
      dataIndex: "roles",
      render: (grants: Grant[]) =>
        [...new Set(grants.map((one) => one.role))].map((one) => <Tag key={one}>{role(one)}</Tag>),
    },
    {
      title: t("state"),
      key: "state",
      render: (_, person) => <PersonState person={person} />,
    },
  ];
}

function PersonState({ person }: { person: Person }) {
  const t = useText(people);
  if (person.left_at) return <Tag>{t("left")}</Tag>;
  if (person.disabled) return <Tag color="gold">{t("disabled")}</Tag>;
  return <Tag color="green">{t("active")}</Tag>;
}
