import { Alert, Card, Flex } from "antd";
import { useMemo } from "react";
import type { PersonQuality } from "@/api/types";
import { quality } from "@/i18n/gold";
import { useLocale, useText } from "@/i18n/react";
import { Chart } from "@/parts/Chart";
import { percent } from "@/parts/figures";
import { Nothing } from "@/parts/States";
import { SkillBars } from "./SkillBars";

/** A person's figures: the same words for them and for those who lead them. */
export function QualityFigures({ figures }: { figures: PersonQuality }) {
  const t = useText(quality);
  if (figures.skills.length === 0) return <Nothing title={t("nothing")} help={t("nothingHelp")} />;
  return (
    <Flex vertical gap={16}>
      {figures.falling && <Alert type="warning" showIcon title={t("falling")} />}
      <Card title={t("skill")}>
        <SkillBars skills={figures.skills} />
      </Card>
      {figures.curve.length > 0 && (
        <Card title={t("curve")} extra={<small className="quiet">{t("curveHelp")}</small>}>
          <Curve points={figures.curve} />
        </Card>
      )}
    </Flex>
  );
}

function Curve({ points }: { points: PersonQuality["curve"] }) {
  const t = useText(quality);
  const locale = useLocale();
  const option = useMemo(
    () => ({
      grid: { left: 48, right: 16, top: 32, bottom: 44 },
      legend: { top: 0 },
      tooltip: {
        trigger: "axis" as const,
        valueFormatter: (value: unknown) => percent(Number(value), locale),
      },
      xAxis: {
        type: "value" as const,
        name: t("answersDone"),
        nameLocation: "middle" as const,
        nameGap: 28,
        minInterval: 1,
      },
      yAxis: {
        type: "value" as const,
        max: 1,
        min: (range: { min: number }) => Math.max(0, Math.floor(range.min * 10 - 1) / 10),
        axisLabel: { formatter: (value: number) => percent(value, locale) },
      },
      series: [
        {
          name: t("recent"),
          type: "line" as const,
          data: points.map((one) => [one.answers, one.share]),
          color: "#3f9b61",
        },
        {
          name: t("trend"),
          type: "line" as const,
          data: points.map((one) => [one.answers, one.fitted]),
          showSymbol: false,
          smooth: true,
          lineStyle: { type: "dashed" as const },
          color: "#8a8f98",
        },
      ],
    }),
    [points, locale, t],
  );
  return <Chart option={option} height={260} label={t("curve")} />;
}
