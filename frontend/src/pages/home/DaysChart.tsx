import type { EChartsOption } from "echarts/types/dist/shared";
import { useMemo } from "react";
import type { HomeDay } from "@/api/types";
import { home } from "@/i18n/home";
import { useText } from "@/i18n/react";
import { Chart } from "@/parts/Chart";

/** Items done and minutes worked, day by day. */
export default function DaysChart({ days }: { days: HomeDay[] }) {
  const t = useText(home);
  const option = useMemo<EChartsOption>(
    () => ({
      grid: { left: 8, right: 8, top: 36, bottom: 4, outerBoundsMode: "same" },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: days.map(({ date }) => date.slice(5).replace("-", "/")) },
      yAxis: [
        { type: "value", minInterval: 1 },
        { type: "value", splitLine: { show: false } },
      ],
      series: [
        {
          type: "bar",
          name: t("items"),
          data: days.map(({ items }) => items),
          color: "#3f9b61",
          barMaxWidth: 22,
        },
        {
          type: "line",
          name: t("minutes"),
          yAxisIndex: 1,
          data: days.map(({ active_seconds }) => Math.round(active_seconds / 60)),
          color: "#e8a317",
        },
      ],
    }),
    [days, t],
  );
  return <Chart option={option} height={240} label={t("days")} />;
}
