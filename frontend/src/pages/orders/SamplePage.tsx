import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { ProblemError } from "@/api/fetch";
import { useDrawSample, useSample } from "@/api/orders";
import type { Sample } from "@/api/types";
import { acceptance } from "@/i18n/orders";
import { useLocale, useText } from "@/i18n/react";
import { moment, percent } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { PageHead } from "@/parts/PageHead";
import { Loaded, Nothing } from "@/parts/States";
import { SampleDesk } from "./SampleDesk";
import { SampleVerdict } from "./SampleVerdict";
import "./orders.css";

/** The customer looks at a random sample of a delivered lot; the verdict follows from the marks. */
export function SamplePage() {
  const { projectId, lotId } = useParams({ from: "/shell/acceptance/$projectId/$lotId" });
  const [project, lot] = [Number(projectId), Number(lotId)];
  const read = useSample(project, lot);
  const undrawn = read.error instanceof ProblemError && read.error.status === 404;
  if (undrawn) return <Undrawn project={project} lot={lot} />;
  return <Loaded read={read}>{(sample) => <Shown key={sample.id} sample={sample} />}</Loaded>;
}

function Undrawn({ project, lot }: { project: number; lot: number }) {
  const t = useText(acceptance);
  const may = useMay();
  const draw = useDrawSample(project, lot);
  if (!may("judgeSample")) return <Nothing title={t("notDrawn")} />;
  return (
    <Nothing
      title={t("draw")}
      help={t("drawHelp")}
      action={
        <Button
          type="primary"
          size="large"
          loading={draw.isPending}
          onClick={() => draw.mutateAsync().catch(() => undefined)}
        >
          {t("draw")}
        </Button>
      }
    />
  );
}

function Shown({ sample }: { sample: Sample }) {
  const t = useText(acceptance);
  const locale = useLocale();
  const told = { by: sample.drawn_by_name, at: moment(sample.drawn_at, locale), seed: String(sample.seed) };
  return (
    <>
      <PageHead
        title={t("title", { lot: sample.lot_name })}
        help={
          <>
            <Link to="/orders/$orderId" params={{ orderId: String(sample.order_id) }}>
              {t("toOrder")}
            </Link>
            {" · "}
            {sample.size === sample.lot_items
              ? t("whole")
              : t("help", { items: sample.lot_items, size: sample.size })}
            {" · "}
            {t("seed", told)}
            {sample.size < sample.lot_items && (
              <div>
                {t("rule", {
                  accept: sample.accept,
                  errors: percent(sample.rule.most_errors, locale, 1),
                  confidence: percent(sample.rule.confidence, locale, 1),
                })}
              </div>
            )}
          </>
        }
        actions={<SampleVerdict sample={sample} />}
      />
      <SampleDesk sample={sample} />
    </>
  );
}
