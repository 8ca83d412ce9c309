import { Alert } from "antd";
import { useMyFirings } from "@/api/checks";
import { rules } from "@/i18n/checks";
import { useText } from "@/i18n/react";
import { LiftedBy } from "./LiftedBy";

const recent = 14 * 24 * 3600 * 1000;

/** What rules did about one's own work, in plain words: what holds, and what was lifted of late. */
export function MyFirings() {
  const t = useText(rules);
  const { data = [] } = useMyFirings();
  const shown = data.filter(
    (firing) =>
      firing.action !== "notify" &&
      (firing.lifted_at === null || Date.now() - Date.parse(firing.lifted_at) < recent),
  );
  if (shown.length === 0) return null;
  return (
    <section className="grid" aria-label={t("mine")}>
      {shown.slice(0, 5).map((firing) => (
        <Alert
          key={firing.id}
          showIcon
          type={firing.lifted_at ? "success" : "warning"}
          title={`${firing.project_name} · ${firing.name}`}
          description={
            <>
              {firing.text}
              {firing.lifted_at && <LiftedBy firing={firing} />}
            </>
          }
        />
      ))}
    </section>
  );
}
