import { Alert, Button, Popconfirm } from "antd";
import { useConcludeSample } from "@/api/orders";
import type { Sample } from "@/api/types";
import { acceptance } from "@/i18n/orders";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { useNotify } from "@/parts/useNotify";

/** What follows from the marks so far, and the button that says so; or what was said. */
export function SampleVerdict({ sample }: { sample: Sample }) {
  const t = useText(acceptance);
  const locale = useLocale();
  const may = useMay();
  const notify = useNotify();
  const conclude = useConcludeSample(sample.project_id, sample.lot_id);
  const { result, follows } = sample;
  if (result) {
    const facts = {
      by: result.by_name,
      at: moment(result.at, locale),
      looked: result.looked,
      faulty: result.faulty,
    };
    return (
      <Alert
        type={result.verdict === "accepted" ? "success" : "error"}
        showIcon
        title={t(result.verdict)}
        description={t("told", facts)}
      />
    );
  }
  if (!follows || !may("judgeSample")) return null;
  const accepts = follows === "accepted";
  const send = async () => {
    await conclude.mutateAsync();
    notify.done(t(follows));
  };
  return (
    <Popconfirm
      title={t(accepts ? "acceptLot" : "rejectLot")}
      description={t(accepts ? "acceptHelp" : "rejectHelp")}
      onConfirm={() => send().catch(() => undefined)}
      placement="bottomRight"
      styles={{ root: { maxWidth: 380 } }}
    >
      <Button type="primary" size="large" danger={!accepts} loading={conclude.isPending}>
        {t(accepts ? "acceptLot" : "rejectLot")}
      </Button>
    </Popconfirm>
  );
}
