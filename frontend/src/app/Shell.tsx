import { UserOutlined } from "@ant-design/icons";
import { Link, Navigate, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { Button, Dropdown, Flex, Layout, Menu } from "antd";
import { useEffect } from "react";
import { ProblemError } from "@/api/fetch";
import { queryClient } from "@/api/query";
import { useChangeMe, useMe, useSignOut } from "@/api/session";
import type { Me } from "@/api/types";
import { app } from "@/i18n/app";
import { chooseLocale } from "@/i18n/locale";
import { useLocale, useText } from "@/i18n/react";
import { forgetHere } from "@/offline/forget";
import { MeContext } from "@/parts/me";
import { Loading, Problem } from "@/parts/States";
import { placesOf } from "./navigation";

/** The frame round every page of someone who is signed in. */
export function Shell() {
  const me = useMe();
  const path = useLocation({ select: (location) => location.pathname });
  const href = useLocation({ select: (location) => location.href });
  const accountLocale = me.data?.locale;
  useEffect(() => {
    if (accountLocale) chooseLocale(accountLocale);
  }, [accountLocale]);

  if (me.data?.must_change_password) return <Navigate to="/password" />;
  if (me.data) {
    return (
      <MeContext value={me.data}>
        <Frame me={me.data} path={path} />
      </MeContext>
    );
  }
  if (me.error instanceof ProblemError && me.error.status === 401) {
    // The location changes before this frame leaves the screen.
    if (path === "/login") return null;
    return <Navigate to="/login" search={{ to: path === "/" ? undefined : href }} />;
  }
  return (
    <main className="page">{me.error ? <Problem error={me.error} retry={me.refetch} /> : <Loading />}</main>
  );
}

function Frame({ me, path }: { me: Me; path: string }) {
  const t = useText(app);
  const places = placesOf(me);
  const here = places.find(({ to }) => path.startsWith(to));
  return (
    <Layout className="shell">
      <a className="skip" href="#content">
        {t("toContent")}
      </a>
      <Layout.Header>
        <Flex align="center" gap={20}>
          <Link to="/" className="brand">
            <img src="/bean.svg" alt="" width={28} height={28} />
            {t("product")}
          </Link>
          <Menu
            mode="horizontal"
            className="main-menu"
            aria-label={t("navigation")}
            selectedKeys={here ? [here.to] : []}
            items={places.map(({ to, label }) => ({ key: to, label: <Link to={to}>{t(label)}</Link> }))}
          />
          <LanguageButton />
          <AccountButton me={me} />
        </Flex>
      </Layout.Header>
      <Layout.Content id="content" className="page" tabIndex={-1}>
        <Outlet />
      </Layout.Content>
    </Layout>
  );
}

function LanguageButton() {
  const t = useText(app);
  const locale = useLocale();
  const change = useChangeMe();
  const other = locale === "en" ? "zh-CN" : "en";
  const choose = () => {
    chooseLocale(other);
    change.mutate({ locale: other });
  };
  return (
    <Button type="text" onClick={choose} lang={other}>
      {t("otherLanguage")}
    </Button>
  );
}

function AccountButton({ me }: { me: Me }) {
  const t = useText(app);
  const navigate = useNavigate();
  const signOut = useSignOut();
  const leave = async () => {
    await signOut.mutateAsync();
    await forgetHere();
    queryClient.clear();
    await navigate({ to: "/login" });
  };
  const items = [
    { key: "account", label: t("account"), onClick: () => navigate({ to: "/account" }) },
    { key: "leave", label: t("signOut"), onClick: leave },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button type="text" icon={<UserOutlined />}>
        {me.name}
      </Button>
    </Dropdown>
  );
}
