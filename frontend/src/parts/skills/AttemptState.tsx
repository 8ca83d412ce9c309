import { Tag } from "antd";
import type { AttemptRow } from "@/api/types";
import { useText } from "@/i18n/react";
import { attemptWords } from "@/i18n/skills";

const colours = { theory: "blue", practical: "blue", passed: "green", failed: "red" };

export function AttemptState({ state }: { state: AttemptRow["state"] }) {
  const t = useText(attemptWords);
  return <Tag color={colours[state]}>{t(state)}</Tag>;
}
