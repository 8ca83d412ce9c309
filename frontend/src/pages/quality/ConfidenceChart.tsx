import type { EChartsOption } from "echarts/types/dist/shared";
import { useMemo } from "react";
import type { QualityReport } from "@/api/types";
import { quality } from "@/i18n/checks";
import { useText } from "@/i18n/react";
import { Chart } from "@/parts/Chart";

/** How many items the consensus is how sure of. */
export function ConfidenceChart({ bars }: { bars: QualityReport["confidence"] }) {
  const t = useText(quality);
  const option = useMemo<EChartsOption>(() => {
    const tens = Array.from({ length: 10 }, (_, place) => place / 10);
    const count = (low: number) => bars.find((bar) => Math.abs(bar.low - low) < 0.01)?.items ?? 0;
    return {
      grid: { left: 8, right: 8, top: 12, bottom: 4, outerBoundsMode: "same" },
      tooltip: { trigger: "axis" },
      xAxis: {
        type: "category",
        data: tens.map((low) => `${Math.round(low * 100)}–${Math.round(low * 100 + 10)} %`),
      },
      yAxis: { type: "value", minInterval: 1 },
      series: [
        {
          type: "bar",
          name: t("items"),
          data: tens.map((low) => ({
            value: count(low),
            itemStyle: { color: low < 0.8 ? "#e8a317" : "#3f9b61" },
          })),
        },
      ],
      animation: false,
    };
  }, [bars, t]);
  return <Chart option={option} height={200} label={t("confidence")} />;
}
