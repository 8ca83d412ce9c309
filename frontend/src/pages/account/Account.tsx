import { useNavigate } from "@tanstack/react-router";
import { Button, Segmented, Tag } from "antd";
import { useOwnFacts } from "@/api/impact";
import { queryClient } from "@/api/query";
import { useChangeMe, useSignOutEverywhere } from "@/api/session";
import { account } from "@/i18n/account";
import type { Locale } from "@/i18n/core";
import { facts } from "@/i18n/impact";
import { chooseLocale } from "@/i18n/locale";
import { useLocale, useText } from "@/i18n/react";
import { roleWords } from "@/i18n/words";
import { forgetHere } from "@/offline/forget";
import { FactTable } from "@/parts/facts/FactTable";
import { useWho } from "@/parts/me";
import { PageHead } from "@/parts/PageHead";
import { PasswordForm } from "@/parts/PasswordForm";
import { Loaded } from "@/parts/States";
import { useNotify } from "@/parts/useNotify";
import { Tokens } from "./Tokens";
import "./account.css";

/** One's own account: language, password, sessions, tokens. */
export function Account() {
  const t = useText(account);
  const role = useText(roleWords);
  const me = useWho();
  const notify = useNotify();
  return (
    <>
      <PageHead
        title={me.name}
        help={[me.login, me.centre_name].filter(Boolean).join(" · ")}
        actions={[...new Set(me.roles.map((grant) => grant.role))].map((one) => (
          <Tag key={one}>{role(one)}</Tag>
        ))}
      />
      <div className="account">
        <section className="card">
          <h3>{t("language")}</h3>
          <LanguageChoice />
        </section>
        <section className="card">
          <h3>{t("sessions")}</h3>
          <p className="quiet">{t("sessionsHelp")}</p>
          <SignOutEverywhere />
        </section>
        <section className="card">
          <h3>{t("password")}</h3>
          <PasswordForm onChanged={() => notify.done(t("changed"))} />
        </section>
        <section className="card">
          <Tokens />
        </section>
        {me.centre_id !== null && <OwnFacts />}
      </div>
    </>
  );
}

/** What the centre has on record about oneself. */
function OwnFacts() {
  const t = useText(facts);
  const read = useOwnFacts();
  return (
    <section className="card">
      <h3>{t("own")}</h3>
      <Loaded read={read}>{(records) => <FactTable records={records} />}</Loaded>
    </section>
  );
}

function LanguageChoice() {
  const t = useText(account);
  const locale = useLocale();
  const change = useChangeMe();
  const choose = (next: Locale) => {
    chooseLocale(next);
    change.mutate({ locale: next });
  };
  return (
    <Segmented<Locale>
      value={locale}
      onChange={choose}
      options={[
        { value: "zh-CN", label: t("chinese") },
        { value: "en", label: t("english") },
      ]}
    />
  );
}

function SignOutEverywhere() {
  const t = useText(account);
  const navigate = useNavigate();
  const end = useSignOutEverywhere();
  const leave = async () => {
    await end.mutateAsync();
    await forgetHere();
    queryClient.clear();
    await navigate({ to: "/login" });
  };
  return (
    <Button danger loading={end.isPending} onClick={() => leave().catch(() => undefined)}>
      {t("everywhere")}
    </Button>
  );
}
