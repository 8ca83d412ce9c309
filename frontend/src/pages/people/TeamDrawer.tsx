import { App, Button, Drawer, Flex, type TableColumnsType } from "antd";
import { useState } from "react";
import { useAddMember, useEndMembership, useMembers } from "@/api/people";
import type { Member, Team } from "@/api/types";
import { teams as texts } from "@/i18n/people";
import { useLocale, useText } from "@/i18n/react";
import { day } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { PersonPicker } from "@/parts/Pickers";
import { SimpleTable } from "@/parts/SimpleTable";
import { TeamForm } from "./TeamForm";

/** The members of a team, with the dates of their membership. */
export function TeamDrawer({ team, onClose }: { team: Team; onClose: () => void }) {
  const t = useText(texts);
  const locale = useLocale();
  const may = useMay();
  const { modal } = App.useApp();
  const read = useMembers(team.id);
  const add = useAddMember(team.id);
  const end = useEndMembership(team.id);
  const [person, setPerson] = useState<number>();
  const [editing, setEditing] = useState(false);
  const askEnd = ({ person_id, name }: Member) =>
    modal.confirm({
      title: t("endAsk", { name }),
      content: t("endHelp"),
      okText: t("end"),
      onOk: () => end.mutateAsync(person_id),
    });
  const join = async (person_id: number) => {
    await add.mutateAsync({ person_id });
    setPerson(undefined);
  };
  const columns: TableColumnsType<Member> = [
    { title: t("members"), dataIndex: "name" },
    { title: t("from"), dataIndex: "from_date", render: (at: string) => day(at, locale) },
    {
      title: t("to"),
      dataIndex: "to_date",
      render: (at: string | null) => (at ? day(at, locale) : t("now")),
    },
  ];
  if (may("manageTeams")) {
    columns.push({
      key: "act",
      render: (_, member) =>
        member.to_date === null && (
          <Button type="text" danger onClick={() => askEnd(member)}>
            {t("end")}
          </Button>
        ),
    });
  }
  return (
    <Drawer
      open
      size={640}
      title={team.name}
      onClose={onClose}
      extra={may("manageTeams") && <Button onClick={() => setEditing(true)}>{t("edit")}</Button>}
    >
      <Flex vertical gap={16}>
        {may("manageTeams") && (
          <Flex gap={8}>
            <PersonPicker
              allowClear
              centre={team.centre_id}
              value={person}
              style={{ width: 280 }}
              onChange={setPerson}
            />
            <Button
              type="primary"
              disabled={person === undefined}
              loading={add.isPending}
              onClick={() => person !== undefined && join(person).catch(() => undefined)}
            >
              {t("addMember")}
            </Button>
          </Flex>
        )}
        <SimpleTable
          rowKey={(member) => `${member.person_id} ${member.from_date}`}
          read={read}
          columns={columns}
          nothing={t("noMembers")}
        />
      </Flex>
      {editing && <TeamForm team={team} onClose={() => setEditing(false)} />}
    </Drawer>
  );
}
