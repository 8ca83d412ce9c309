import type { Firing } from "@/api/types";
import { rules } from "@/i18n/checks";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";

/** By whom, when and why a firing was lifted. */
export function LiftedBy({ firing }: { firing: Firing }) {
  const t = useText(rules);
  const locale = useLocale();
  return (
    <div className="quiet">
      {t("liftedBy", {
        who: firing.lifted_by ?? t("itself"),
        at: moment(firing.lifted_at, locale),
        why: firing.lift_reason ?? "",
      })}
    </div>
  );
}
