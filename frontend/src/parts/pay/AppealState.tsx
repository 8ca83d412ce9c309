import { Tag, Tooltip } from "antd";
import type { PayLine } from "@/api/types";
import { pay } from "@/i18n/earnings";
import { useText } from "@/i18n/react";

const shown = {
  open: { colour: "gold", label: "appealOpen" },
  granted: { colour: "green", label: "appealGranted" },
  refused: { colour: "default", label: "appealRefused" },
} as const;

/** What became of an appeal; its answer shows on hover and focus. */
export function AppealState({ appeal }: { appeal: NonNullable<PayLine["appeal"]> }) {
  const t = useText(pay);
  const { colour, label } = shown[appeal.state];
  const answer =
    appeal.answer === null
      ? appeal.text
      : t("answeredBy", { name: appeal.answered_by_name ?? "", answer: appeal.answer });
  return (
    <Tooltip title={answer}>
      <Tag color={colour} tabIndex={0}>
        {t(label)}
      </Tag>
    </Tooltip>
  );
}
