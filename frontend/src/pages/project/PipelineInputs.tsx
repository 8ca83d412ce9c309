import { Form, Input, InputNumber, Radio, Slider, Switch } from "antd";
import type { ReactNode } from "react";
import type { Pipeline, ReviewRule } from "@/api/types";
import { settings } from "@/i18n/assignments";
import { useText } from "@/i18n/react";

const rules: ReviewRule[] = ["none", "share", "risk", "all"];
const percentMarks = { 0: "0", 0.5: "50%", 1: "100%" };
const asPercent = { formatter: (value?: number) => `${Math.round((value ?? 0) * 100)}%` };

/** The rules of production, in the order in which an item meets them. */
export function PipelineInputs() {
  const t = useText(settings);
  const review = Form.useWatch<ReviewRule | undefined>(["pipeline", "review"]);
  const overlap = Form.useWatch<number | undefined>(["pipeline", "overlap"]) ?? 1;
  const target = Form.useWatch<number | null | undefined>(["pipeline", "target"]);
  const skill = Form.useWatch<string | undefined>(["pipeline", "skill"]);
  return (
    <>
      <section className="card">
        <h3>{t("quality")}</h3>
        <Rule name="overlap" label={t("overlap")} help={t("overlapHelp")}>
          <InputNumber min={1} max={20} precision={0} />
        </Rule>
        <Rule name="agreement" label={t("agreement")}>
          <Slider
            ariaLabelForHandle={t("agreement")}
            min={0}
            max={1}
            step={0.05}
            marks={percentMarks}
            tooltip={asPercent}
          />
        </Rule>
        {overlap > 1 && (
          <Rule name="target" label={t("target")} help={t("targetHelp")}>
            <InputNumber min={0.5} max={0.999} step={0.01} />
          </Rule>
        )}
        {overlap > 1 && target != null && (
          <Rule name="most_answers" label={t("mostAnswers")}>
            <InputNumber min={2} max={20} precision={0} />
          </Rule>
        )}
        <Rule name="review" label={t("review")}>
          <Radio.Group options={rules.map((value) => ({ value, label: t(`review_${value}`) }))} />
        </Rule>
        {(review === "share" || review === "risk") && (
          <Rule name="review_share" label={t("share")}>
            <Slider
              ariaLabelForHandle={t("share")}
              min={0}
              max={1}
              step={0.05}
              marks={percentMarks}
              tooltip={asPercent}
            />
          </Rule>
        )}
      </section>
      <section className="card">
        <h3>{t("people")}</h3>
        <Rule name="skill" label={t("skill")} help={t("skillHelp")}>
          <Input />
        </Rule>
        {skill && (
          <Rule name="skill_level" label={t("skillLevel")}>
            <InputNumber min={0} step={0.1} />
          </Rule>
        )}
        <Rule name="cap_per_person" label={t("cap")} help={t("capHelp")}>
          <InputNumber min={1} precision={0} />
        </Rule>
        <Rule name="show_prelabels" label={t("prelabels")} checked>
          <Switch />
        </Rule>
        <Rule name="watermark" label={t("watermark")} help={t("watermarkHelp")} checked>
          <Switch />
        </Rule>
      </section>
      <section className="card">
        <h3>{t("pace")}</h3>
        <Rule name="prefetch" label={t("prefetch")} help={t("prefetchHelp")}>
          <InputNumber min={1} max={50} precision={0} />
        </Rule>
        <Rule name="lease_factor" label={t("lease")}>
          <InputNumber min={1} max={20} step={0.5} />
        </Rule>
        <Rule name="idle_seconds" label={t("idle")}>
          <InputNumber min={10} max={3600} precision={0} />
        </Rule>
        <Rule name="seconds_expected" label={t("expected")} help={t("expectedHelp")}>
          <InputNumber min={1} />
        </Rule>
      </section>
    </>
  );
}

interface RuleProps {
  name: keyof Pipeline;
  label: string;
  help?: string;
  checked?: boolean;
  children: ReactNode;
}

function Rule({ name, label, help, checked = false, children }: RuleProps) {
  return (
    <Form.Item
      name={["pipeline", name]}
      label={label}
      extra={help}
      valuePropName={checked ? "checked" : "value"}
    >
      {children}
    </Form.Item>
  );
}
