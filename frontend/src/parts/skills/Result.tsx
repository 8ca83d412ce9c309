import { Card, Flex, List, Statistic, Table, Tag } from "antd";
import type { Attempt, ShownQuestion, TaskResult } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { useLocale, useText } from "@/i18n/react";
import { differenceWords, kindWords, result } from "@/i18n/skills";
import { percent } from "@/parts/figures";
import { AttemptState } from "./AttemptState";

/** What came of an attempt: scores, topics, how each practical task differs from gold, and every question. */
export function Result({ attempt }: { attempt: Attempt }) {
  const t = useText(result);
  const locale = useLocale();
  return (
    <Flex vertical gap={16}>
      <Card>
        <Flex gap={48} wrap align="center">
          <AttemptState state={attempt.state} />
          <Score title={t("theoryScore")} value={attempt.theory_score} wanted={attempt.pass_mark} />
          {attempt.least_similarity !== null && (
            <Score
              title={t("practicalScore")}
              value={attempt.practical_score}
              wanted={attempt.least_similarity}
            />
          )}
          {attempt.seed !== null && (
            <small className="quiet">{t("seed", { seed: String(attempt.seed) })}</small>
          )}
        </Flex>
      </Card>
      {attempt.topics.length > 0 && (
        <Card title={t("topics")}>
          <Table
            size="small"
            rowKey="topic"
            pagination={false}
            dataSource={attempt.topics}
            columns={[
              { title: t("topic"), dataIndex: "topic" },
              {
                title: t("right"),
                render: (_, one) => `${one.right} / ${one.count} (${percent(one.right / one.count, locale)})`,
              },
            ]}
          />
        </Card>
      )}
      {attempt.tasks.length > 0 && <Tasks tasks={attempt.tasks} />}
      <Card title={t("paper")}>
        <List
          dataSource={attempt.questions}
          rowKey="place"
          renderItem={(one) => <QuestionLine key={one.place} question={one} />}
        />
      </Card>
    </Flex>
  );
}

function Score({ title, value, wanted }: { title: string; value: number | null; wanted: number }) {
  const t = useText(result);
  const locale = useLocale();
  return (
    <div>
      <Statistic title={title} value={percent(value, locale, 1)} />
      <small className="quiet">{t("wanted", { share: percent(wanted, locale) })}</small>
    </div>
  );
}

function Tasks({ tasks }: { tasks: TaskResult[] }) {
  const t = useText(result);
  const word = useText(differenceWords);
  const locale = useLocale();
  const told = (task: TaskResult) => {
    if (!task.answered) return t("notAnswered");
    if (task.differences.length === 0) return t("same");
    return task.differences
      .map((one) =>
        word(one.what, {
          class: one.class ?? "",
          gold: one.gold_class ?? "",
          field: one.field ?? "",
          share: percent(one.similarity, locale),
        }),
      )
      .join("; ");
  };
  return (
    <Card title={t("tasks")}>
      <Table
        size="small"
        rowKey="place"
        pagination={false}
        dataSource={tasks}
        columns={[
          { title: t("task"), dataIndex: "name" },
          { title: t("similarity"), render: (_, one) => percent(one.similarity, locale, 1) },
          { title: t("differs"), render: (_, one) => told(one) },
        ]}
      />
    </Card>
  );
}

function QuestionLine({ question }: { question: ShownQuestion }) {
  const t = useText(result);
  const kind = useText(kindWords);
  const locale = useLocale();
  const letters = (places: number[] | null) =>
    (places ?? []).map((place) => String.fromCharCode(65 + place)).join(" ") || "–";
  return (
    <List.Item>
      <div>
        <Flex gap={8} wrap>
          {question.right !== null && (
            <Tag color={question.right ? "green" : "red"}>{question.right ? t("correct") : t("wrong")}</Tag>
          )}
          <Tag>{question.topic}</Tag>
          <Tag>{kind(question.kind)}</Tag>
        </Flex>
        <p>
          <strong>
            {question.place + 1}. {titleIn(question.stem, locale)}
          </strong>
        </p>
        <ol type="A">
          {question.options.map((option) => (
            <li key={option.zh}>{titleIn(option, locale)}</li>
          ))}
        </ol>
        <p>
          {t("yours")}: {letters(question.chosen)} · {t("key")}: {letters(question.key)}
        </p>
        {question.explanation && <p className="quiet">{titleIn(question.explanation, locale)}</p>}
      </div>
    </List.Item>
  );
}
