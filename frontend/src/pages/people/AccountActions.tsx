import { App, Button, Flex } from "antd";
import { useChangePerson, useEndSessions, useResetPassword } from "@/api/people";
import type { OneTimePassword, Person, PersonChanges } from "@/api/types";
import { common } from "@/i18n/common";
import { people } from "@/i18n/people";
import { useText } from "@/i18n/react";
import { useNotify } from "@/parts/useNotify";

interface AccountActionsProps {
  person: Person;
  onPassword: (password: OneTimePassword) => void;
}

/** What can be done with a person's account. */
export function AccountActions({ person, onPassword }: AccountActionsProps) {
  const t = useText(people);
  const c = useText(common);
  const notify = useNotify();
  const { modal } = App.useApp();
  const change = useChangePerson();
  const reset = useResetPassword();
  const end = useEndSessions();
  const { name } = person;
  const apply = async (changes: PersonChanges) => {
    await change.mutateAsync({ id: person.id, changes });
    notify.done(c("saved"));
  };
  const askReset = () =>
    modal.confirm({
      title: t("resetAsk", { name }),
      content: t("resetHelp"),
      okText: t("resetPassword"),
      onOk: async () => onPassword(await reset.mutateAsync(person.id)),
    });
  const askLeave = () =>
    modal.confirm({
      title: t("leaveAsk", { name }),
      content: t("leaveHelp"),
      okText: t("leave"),
      onOk: () => apply({ left: true }),
    });
  const endSessions = async () => {
    await end.mutateAsync(person.id);
    notify.done(t("sessionsEnded"));
  };
  return (
    <Flex vertical gap={12}>
      {!person.login && <span className="quiet">{t("noLogin")}</span>}
      <Flex gap={8} wrap>
        {person.login && (
          <>
            <Button onClick={askReset}>{t("resetPassword")}</Button>
            <Button onClick={() => endSessions().catch(() => undefined)}>{t("endSessions")}</Button>
            <Button onClick={() => apply({ disabled: !person.disabled }).catch(() => undefined)}>
              {person.disabled ? t("enable") : t("disable")}
            </Button>
          </>
        )}
        {person.left_at ? (
          <Button onClick={() => apply({ left: false }).catch(() => undefined)}>{t("comeBack")}</Button>
        ) : (
          <Button danger onClick={askLeave}>
            {t("leave")}
          </Button>
        )}
      </Flex>
    </Flex>
  );
}
