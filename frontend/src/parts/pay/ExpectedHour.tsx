import { useExpected } from "@/api/earnings";
import type { Expected } from "@/api/types";
import { pay } from "@/i18n/earnings";
import { useLocale, useText } from "@/i18n/react";
import { factor, yuan } from "../money";

/** What an hour of a task is likely to earn, where a rate and enough work tell. */
export function ExpectedHour({ project, task }: { project: number; task: Expected["task"] }) {
  const t = useText(pay);
  const locale = useLocale();
  const read = useExpected();
  const one = read.data?.find((found) => found.project_id === project && found.task === task);
  if (!one || one.hourly_fen === null || one.rate_fen === 0) return null;
  const help = t("expectedHelp", {
    rate: yuan(one.rate_fen, locale),
    unit: t(one.unit === "object" ? "aPerObject" : "aPerItem"),
    factor: factor(one.coefficient_permille, locale),
  });
  return (
    <b className="expected-hour" title={help}>
      {t("expected", { hourly: yuan(one.hourly_fen, locale) })}
    </b>
  );
}
