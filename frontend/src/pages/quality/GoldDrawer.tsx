import { Alert, Button, Drawer, Flex, Select, Tag, Timeline } from "antd";
import { useState } from "react";
import { useGoldItem, useJudgeGold } from "@/api/gold";
import type { GoldAnswer, GoldDetail, GoldTry, GoldVerdict } from "@/api/types";
import { gold } from "@/i18n/gold";
import { useLocale, useText } from "@/i18n/react";
import { ContentView } from "@/parts/content/ContentView";
import { moment, percent } from "@/parts/figures";
import { Loaded, Nothing } from "@/parts/States";
import { useNotify } from "@/parts/useNotify";
import { goldColours } from "./GoldTab";

interface GoldDrawerProps {
  project: number;
  item: number;
  onClose: () => void;
}

/** One gold item: what is right, what people answered, and what is to become of it. */
export function GoldDrawer({ project, item, onClose }: GoldDrawerProps) {
  const t = useText(gold);
  const read = useGoldItem(project, item);
  const state = read.data?.state;
  return (
    <Drawer
      open
      onClose={onClose}
      size={1080}
      title={read.data?.name ?? t("item")}
      extra={state && <Tag color={goldColours[state]}>{t(state)}</Tag>}
    >
      <Loaded read={read}>{(one) => <Opened project={project} one={one} />}</Loaded>
    </Drawer>
  );
}

function Opened({ project, one }: { project: number; one: GoldDetail }) {
  const t = useText(gold);
  const notify = useNotify();
  const judge = useJudgeGold(project, one.item_id);
  const good = one.answers.filter((each) => each.withdrawn_at === null);
  const [right, setRight] = useState(good[0]?.id ?? one.answers[0]?.id);
  const [tried, setTried] = useState(one.tries[0]?.annotation_id);
  const answer = one.answers.find((each) => each.id === right);
  const attempt = one.tries.find((each) => each.annotation_id === tried);
  const send = (verdict: GoldVerdict) =>
    judge.mutateAsync(verdict).then(
      () => notify.done(t("done")),
      () => undefined,
    );
  return (
    <Flex vertical gap={16}>
      {one.state === "suspected" && (
        <Alert type="warning" showIcon title={t("suspectTitle")} description={t("suspectHelp")} />
      )}
      <Flex gap={8} wrap>
        {one.state !== "active" && good.length > 0 && (
          <Button type="primary" onClick={() => send({ state: "active" })}>
            {t("confirm")}
          </Button>
        )}
        {attempt && (
          <Button onClick={() => send({ state: "active", right: attempt.annotation_id })}>
            {t("takeIn")}
          </Button>
        )}
        {attempt && good.length > 0 && (
          <Button
            onClick={() =>
              send({ state: "active", right: attempt.annotation_id, withdraw: good.map(({ id }) => id) })
            }
          >
            {t("replaceBy")}
          </Button>
        )}
        {one.state !== "retired" && (
          <Button danger onClick={() => send({ state: "retired" })}>
            {t("retire")}
          </Button>
        )}
      </Flex>
      <div className="side-by-side">
        <Side title={t("answers")}>
          <RightPicker answers={one.answers} value={right} onChange={setRight} />
          <ContentView content={one.content} document={answer?.document ?? null} schema={one.schema} />
        </Side>
        <Side title={t("tries")}>
          {attempt ? (
            <>
              <TryPicker tries={one.tries} value={tried} onChange={setTried} />
              <ContentView content={one.content} document={attempt.document} schema={one.schema} />
            </>
          ) : (
            <Nothing title={t("noTries")} />
          )}
        </Side>
      </div>
      <History one={one} />
    </Flex>
  );
}

function Side({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h4>{title}</h4>
      <Flex vertical gap={8}>
        {children}
      </Flex>
    </section>
  );
}

interface Picker<Value> {
  value: Value | undefined;
  onChange: (value: Value) => void;
}

function RightPicker({ answers, ...picker }: { answers: GoldAnswer[] } & Picker<number>) {
  const t = useText(gold);
  const label = (each: GoldAnswer, place: number) =>
    [
      t("rightAnswer", { number: place + 1 }),
      each.by_name ?? each.source,
      each.withdrawn_at ? t("withdrawn") : "",
    ]
      .filter(Boolean)
      .join(" · ");
  return (
    <Select
      {...picker}
      aria-label={t("answers")}
      options={answers.map((each, place) => ({ value: each.id, label: label(each, place) }))}
    />
  );
}

function TryPicker({ tries, ...picker }: { tries: GoldTry[] } & Picker<string>) {
  const t = useText(gold);
  const locale = useLocale();
  const label = (each: GoldTry) =>
    t("theirs", { name: each.person_name, share: percent(each.likeness, locale) }) +
    (each.skill === null ? "" : ` · ${t("skill", { share: percent(each.skill, locale) })}`);
  return (
    <Select
      {...picker}
      aria-label={t("tries")}
      options={tries.map((each) => ({ value: each.annotation_id, label: label(each) }))}
    />
  );
}

const events = ["added", "withdrawn", "suspected", "confirmed", "retired"] as const;

function History({ one }: { one: GoldDetail }) {
  const t = useText(gold);
  const locale = useLocale();
  const word = (what: string) => t(events.find((each) => each === what) ?? "added");
  return (
    <section>
      <h4>{t("history")}</h4>
      <Timeline
        items={one.events.map((each) => ({
          content: `${word(each.what)} · ${each.by_name ?? t("byRule")} · ${moment(each.at, locale)}`,
        }))}
      />
    </section>
  );
}
