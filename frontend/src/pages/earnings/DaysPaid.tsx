import dayjs from "dayjs";
import type { EChartsOption } from "echarts/types/dist/shared";
import { useMemo } from "react";
import type { MyPay } from "@/api/types";
import { pay } from "@/i18n/earnings";
import { useText } from "@/i18n/react";
import { Chart } from "@/parts/Chart";

/** What each day of a month brought, in yuan. */
export default function DaysPaid({ days, month }: { days: MyPay["days"]; month: string }) {
  const t = useText(pay);
  const option = useMemo<EChartsOption>(() => {
    const brought = new Map(days.map(({ date, amount_fen }) => [Number(date.slice(8)), amount_fen / 100]));
    const all = Array.from({ length: dayjs(month).daysInMonth() }, (_, at) => at + 1);
    return {
      grid: { left: 8, right: 8, top: 10, bottom: 4, outerBoundsMode: "same" },
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: all },
      yAxis: { type: "value", splitNumber: 3 },
      series: [
        {
          type: "bar",
          name: t("amount"),
          data: all.map((day) => brought.get(day) ?? 0),
          color: "#3f9b61",
          barMaxWidth: 18,
        },
      ],
    };
  }, [days, month, t]);
  return <Chart option={option} height={150} label={t("days")} />;
}
