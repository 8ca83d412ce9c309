import { Button } from "antd";
import type { ReactNode } from "react";
import { app } from "@/i18n/app";
import { chooseLocale } from "@/i18n/locale";
import { useLocale, useText } from "@/i18n/react";
import { session } from "@/i18n/session";
import "./session.css";

/** The page before the door: product, language, one card. */
export function Front({ children }: { children: ReactNode }) {
  const t = useText(app);
  const s = useText(session);
  const locale = useLocale();
  const other = locale === "en" ? "zh-CN" : "en";
  return (
    <main className="front">
      <header>
        <Button type="text" lang={other} onClick={() => chooseLocale(other)}>
          {t("otherLanguage")}
        </Button>
      </header>
      <section>
        <div className="front-brand">
          <img src="/bean.svg" alt="" width={56} height={56} />
          <h1>{t("product")}</h1>
          <p className="quiet">{s("claim")}</p>
        </div>
        <div className="card">{children}</div>
      </section>
    </main>
  );
}
