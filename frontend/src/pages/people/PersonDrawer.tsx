import { Button, Drawer, Flex, Form, Input } from "antd";
import { lazy, Suspense } from "react";
import { useChangePerson, usePerson } from "@/api/people";
import type { OneTimePassword, Person } from "@/api/types";
import { common } from "@/i18n/common";
import { people } from "@/i18n/people";
import { useText } from "@/i18n/react";
import { useMay } from "@/parts/me";
import { TeamPicker } from "@/parts/Pickers";
import { Loaded, Loading } from "@/parts/States";
import { useNotify } from "@/parts/useNotify";
import { AccountActions } from "./AccountActions";
import { RoleEditor } from "./RoleEditor";
import { Skills } from "./Skills";

/** Its charts are loaded with it. */
const PersonFigures = lazy(() => import("@/parts/quality/PersonFigures"));

interface PersonDrawerProps {
  id: number;
  onPassword: (password: OneTimePassword) => void;
  onClose: () => void;
}

/** One person: name and team, account, roles, skills. */
export function PersonDrawer({ id, onPassword, onClose }: PersonDrawerProps) {
  const t = useText(people);
  const may = useMay();
  const read = usePerson(id);
  return (
    <Drawer open onClose={onClose} size={680} title={read.data?.name ?? t("name")}>
      <Loaded read={read}>
        {(person) => (
          <div className="person">
            {may("managePeople") && <NameAndTeam person={person} />}
            {may("manageAccounts") && (
              <section>
                <h3>{t("account")}</h3>
                <AccountActions person={person} onPassword={onPassword} />
              </section>
            )}
            <section>
              <h3>{t("roles")}</h3>
              <RoleEditor key={JSON.stringify(person.roles)} person={person} />
            </section>
            {may("seeSkills") && person.customer_id === null && (
              <section>
                <h3>{t("skills")}</h3>
                <Skills person={person} />
              </section>
            )}
            {may("seeSkills") && person.customer_id === null && (
              <section>
                <h3>{t("quality")}</h3>
                <Suspense fallback={<Loading />}>
                  <PersonFigures person={person.id} />
                </Suspense>
              </section>
            )}
          </div>
        )}
      </Loaded>
    </Drawer>
  );
}

function NameAndTeam({ person }: { person: Person }) {
  const t = useText(people);
  const c = useText(common);
  const notify = useNotify();
  const may = useMay();
  const change = useChangePerson();
  const submit = async ({ name, team_id, login }: { name: string; team_id?: number; login?: string }) => {
    const team = person.centre_id === null ? {} : { team_id: team_id ?? null };
    await change.mutateAsync({ id: person.id, changes: { name, login: login || undefined, ...team } });
    notify.done(c("saved"));
  };
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      initialValues={{
        name: person.name,
        team_id: person.team_id ?? undefined,
        login: person.login ?? undefined,
      }}
      onFinish={(values) => submit(values).catch(() => undefined)}
    >
      <Flex gap={12} align="end">
        <Form.Item name="name" label={t("name")} rules={[{ required: true, message: t("giveName") }]}>
          <Input />
        </Form.Item>
        {person.centre_id !== null && (
          <Form.Item name="team_id" label={t("team")}>
            <TeamPicker allowClear centre={person.centre_id} style={{ width: 170 }} />
          </Form.Item>
        )}
        {may("manageAccounts") && (
          <Form.Item name="login" label={t("login")}>
            <Input autoComplete="off" className="mono" />
          </Form.Item>
        )}
        <Form.Item>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {c("save")}
          </Button>
        </Form.Item>
      </Flex>
    </Form>
  );
}
