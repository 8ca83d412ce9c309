import type { PayLine } from "@/api/types";
import { pay } from "@/i18n/earnings";
import { useLocale, useText } from "@/i18n/react";
import { factor, yuan } from "../money";

/** How a line came about: units × rate × coefficient, or what it corrects. */
export function Reckoning({ line }: { line: PayLine }) {
  const t = useText(pay);
  const locale = useLocale();
  if (line.kind === "top_up") return <>{t("topUpHow")}</>;
  if (line.corrects !== null) {
    return (
      <>
        {t("corrects", { id: String(line.corrects) })}
        {line.note && <span className="quiet"> · {line.note}</span>}
      </>
    );
  }
  const units = t(line.unit === "object" ? "perObject" : "perItem", { units: line.units ?? 0 });
  return (
    <>
      {units} × {yuan(line.rate_fen, locale)} × {factor(line.coefficient_permille ?? 1000, locale)}
      <span className="quiet"> · {t("rateVersion", { version: line.rate_version ?? 0 })}</span>
    </>
  );
}
