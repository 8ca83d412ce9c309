import { App, Button, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { useDropToken, useTokens } from "@/api/session";
import type { ApiToken, MadeApiToken, TokenScope } from "@/api/types";
import { account } from "@/i18n/account";
import { common } from "@/i18n/common";
import { useLocale, useText } from "@/i18n/react";
import { scopeWords } from "@/i18n/words";
import { day, moment } from "@/parts/figures";
import { ShownOnce } from "@/parts/Shown";
import { SimpleTable } from "@/parts/SimpleTable";
import { TokenForm } from "./TokenForm";

/** Tokens for programs: what each may do, and when it was used. */
export function Tokens() {
  const t = useText(account);
  const c = useText(common);
  const scope = useText(scopeWords);
  const locale = useLocale();
  const { modal } = App.useApp();
  const read = useTokens();
  const drop = useDropToken();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<MadeApiToken | null>(null);
  const remove = (token: ApiToken) =>
    modal.confirm({
      title: t("removeAsk", { name: token.name }),
      content: t("removeHelp"),
      onOk: () => drop.mutateAsync(token.id),
    });
  const columns: TableColumnsType<ApiToken> = [
    { title: t("name"), dataIndex: "name" },
    {
      title: t("scopes"),
      dataIndex: "scopes",
      render: (scopes: TokenScope[]) => scopes.map((one) => <Tag key={one}>{scope(one)}</Tag>),
    },
    {
      title: t("expires"),
      dataIndex: "expires_at",
      render: (at: string | null) => (at ? day(at, locale) : t("forEver")),
    },
    {
      title: t("used"),
      dataIndex: "last_used_at",
      render: (at: string | null) => (at ? moment(at, locale) : c("never")),
    },
    {
      key: "act",
      render: (_, token) => (
        <Button type="text" danger onClick={() => remove(token)}>
          {c("delete")}
        </Button>
      ),
    },
  ];
  return (
    <>
      <div className="section-head">
        <h3>{t("tokens")}</h3>
        <Button onClick={() => setAdding(true)}>{t("add")}</Button>
      </div>
      <p className="quiet">{t("tokensHelp")}</p>
      <SimpleTable read={read} columns={columns} nothing={t("nothing")} />
      {adding && <TokenForm onMade={setMade} onClose={() => setAdding(false)} />}
      <ShownOnce
        title={t("secretTitle")}
        values={made && [{ label: t("secret"), value: made.secret }]}
        onClose={() => setMade(null)}
      />
    </>
  );
}
