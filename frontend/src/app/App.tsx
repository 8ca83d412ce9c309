import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { App as AntApp, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useEffect } from "react";
import { onSignedOut } from "@/api/fetch";
import { keyOf, onFailedWrite, queryClient } from "@/api/query";
import { useLocale } from "@/i18n/react";
import { useDark } from "@/parts/dark";
import { useNotify } from "@/parts/useNotify";
import { router } from "./router";
import { themeFor } from "./theme";

export function App() {
  const locale = useLocale();
  const dark = useDark();
  useEffect(() => {
    dayjs.locale(locale === "en" ? "en" : "zh-cn");
  }, [locale]);
  return (
    <ConfigProvider
      locale={locale === "en" ? enUS : zhCN}
      theme={themeFor(dark)}
      button={{ autoInsertSpace: false }}
    >
      <AntApp component={false}>
        <QueryClientProvider client={queryClient}>
          <Announcements />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

/** Ties what happens outside of any page to the screen: failed writes, and a session that has ended. */
function Announcements() {
  const notify = useNotify();
  useEffect(() => {
    onFailedWrite((error) => notify.failed(error));
    onSignedOut(() => queryClient.resetQueries({ queryKey: keyOf("/me"), exact: true }));
  }, [notify]);
  return null;
}
