import type { EChartsOption } from "echarts/types/dist/shared";
import { useMemo } from "react";
import type { HourProgress } from "@/api/types";
import { progress } from "@/i18n/progress";
import { useText } from "@/i18n/react";
import { Chart } from "@/parts/Chart";

/** Answers and reviews hour by hour. */
export function HoursChart({ hours }: { hours: HourProgress[] }) {
  const t = useText(progress);
  const option = useMemo<EChartsOption>(
    () => ({
      grid: { left: 8, right: 8, top: 36, bottom: 4, outerBoundsMode: "same" },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: hours.map(({ at }) => hourOf(at)) },
      yAxis: { type: "value", minInterval: 1 },
      series: [
        {
          type: "bar",
          stack: "work",
          name: t("answers"),
          data: hours.map(({ answers }) => answers),
          color: "#3f9b61",
        },
        {
          type: "bar",
          stack: "work",
          name: t("reviews"),
          data: hours.map(({ reviews }) => reviews),
          color: "#e8a317",
        },
      ],
      animation: false,
    }),
    [hours, t],
  );
  return <Chart option={option} height={220} label={t("hours")} />;
}

function hourOf(at: string): string {
  const date = new Date(at);
  return `${date.getMonth() + 1}/${date.getDate()} ${String(date.getHours()).padStart(2, "0")}:00`;
}
