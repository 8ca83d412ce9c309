import { Tag } from "antd";
import type { ItemState, Lot, ProjectState, Thread } from "@/api/types";
import { useText } from "@/i18n/react";
import {
  itemStateWords,
  lotStateWords,
  projectStateWords,
  runStateWords,
  threadStateWords,
} from "@/i18n/words";

/** One colour for one state, in tags and in charts alike. */
export const itemColours: Record<ItemState, string> = {
  open: "#8c9aa8",
  returned: "#d4482f",
  adjudication: "#b37feb",
  review: "#e8a317",
  accepted: "#3f9b61",
  delivered: "#2f7ed8",
  excluded: "#c3c9d0",
};

const tagColours = {
  open: "default",
  returned: "red",
  adjudication: "purple",
  review: "gold",
  accepted: "green",
  delivered: "blue",
  excluded: "default",
};

export function ItemStateTag({ state }: { state: ItemState }) {
  const t = useText(itemStateWords);
  return <Tag color={tagColours[state]}>{t(state)}</Tag>;
}

const projectColours = {
  draft: "default",
  running: "green",
  paused: "gold",
  done: "blue",
  archived: "default",
};

export function ProjectStateTag({ state }: { state: ProjectState }) {
  const t = useText(projectStateWords);
  return <Tag color={projectColours[state]}>{t(state)}</Tag>;
}

const lotColours = { open: "default", delivered: "gold", accepted: "green", rejected: "red" };

export function LotStateTag({ state }: { state: Lot["state"] }) {
  const t = useText(lotStateWords);
  return <Tag color={lotColours[state]}>{t(state)}</Tag>;
}

const runColours = {
  waiting: "default",
  running: "processing",
  building: "processing",
  ready: "green",
  done: "green",
  failed: "red",
};

export function RunStateTag({ state }: { state: keyof typeof runColours }) {
  const t = useText(runStateWords);
  return <Tag color={runColours[state]}>{t(state)}</Tag>;
}

const threadColours = { open: "gold", answered: "green", closed: "default" };

export function ThreadStateTag({ state }: { state: Thread["state"] }) {
  const t = useText(threadStateWords);
  return <Tag color={threadColours[state]}>{t(state)}</Tag>;
}
