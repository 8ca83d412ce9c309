import { Button, Card, Checkbox, Flex, Modal, Radio, Tag } from "antd";
import { useEffect, useState } from "react";
import { useHandIn } from "@/api/skills";
import type { Attempt, ShownQuestion } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { useLocale, useText } from "@/i18n/react";
import { kindWords, quiz } from "@/i18n/skills";
import { PageHead } from "@/parts/PageHead";
import { TimeLeft } from "./TimeLeft";
import { useAnswers } from "./useAnswers";

interface QuizProps {
  attempt: Attempt;
  title: string;
  refetch: () => unknown;
}

/** The theory part: one question on the screen, by mouse or by keys, saved as it is answered. */
export function Quiz({ attempt, title, refetch }: QuizProps) {
  const t = useText(quiz);
  const { answers, saved, choose, save } = useAnswers(attempt);
  const handIn = useHandIn(attempt.id);
  const [at, setAt] = useState(0);
  const [asking, setAsking] = useState(false);
  const { questions } = attempt;
  const question = questions[at];
  const chosen = answers[String(at)] ?? [];
  const missing = questions.filter((one) => !answers[String(one.place)]?.length).length;
  const move = (by: number) => setAt((place) => Math.min(questions.length - 1, Math.max(0, place + by)));
  const finish = async () => {
    if (saved !== "saved") await save();
    await handIn.mutateAsync();
    refetch();
  };

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (asking || event.ctrlKey || event.metaKey || event.altKey) return;
      const place = event.key.length === 1 ? event.key.toUpperCase().charCodeAt(0) - 65 : -1;
      if (event.key === "ArrowRight") move(1);
      else if (event.key === "ArrowLeft") move(-1);
      else if (question && place >= 0 && place < question.options.length)
        choose(at, toggled(question, chosen, place));
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  });

  if (!question) return null;
  return (
    <>
      <PageHead
        title={title}
        help={t("keys")}
        actions={
          <>
            <span className="quiet">{t(saved)}</span>
            <TimeLeft now={attempt.now} endsAt={attempt.ends_at} onOver={finish} />
          </>
        }
      />
      <Card>
        <Question
          question={question}
          count={questions.length}
          chosen={chosen}
          onChoose={(one) => choose(at, one)}
        />
        <Flex justify="space-between" gap={12} wrap>
          <Flex gap={12}>
            <Button disabled={at === 0} onClick={() => move(-1)}>
              {t("previous")}
            </Button>
            <Button
              type={at < questions.length - 1 ? "primary" : "default"}
              disabled={at === questions.length - 1}
              onClick={() => move(1)}
            >
              {t("next")}
            </Button>
          </Flex>
          <Button type={at === questions.length - 1 ? "primary" : "default"} onClick={() => setAsking(true)}>
            {t("handIn")}
          </Button>
        </Flex>
      </Card>
      <Flex gap={8} wrap className="quiz-places" style={{ marginTop: 16 }}>
        {questions.map((one) => (
          <Button
            key={one.place}
            size="small"
            type={one.place === at ? "primary" : "default"}
            onClick={() => setAt(one.place)}
          >
            {one.place + 1}
            {answers[String(one.place)]?.length ? " ✓" : ""}
          </Button>
        ))}
      </Flex>
      <Modal
        open={asking}
        title={t("sure")}
        okText={t("handIn")}
        confirmLoading={handIn.isPending}
        onCancel={() => setAsking(false)}
        onOk={finish}
      >
        {missing > 0 && <p>{t("unanswered", { count: missing })}</p>}
        {attempt.tasks.length > 0 && <p>{t("thenPractical")}</p>}
      </Modal>
    </>
  );
}

function toggled(question: ShownQuestion, chosen: number[], place: number): number[] {
  if (question.kind !== "multi") return [place];
  return chosen.includes(place) ? chosen.filter((one) => one !== place) : [...chosen, place].sort();
}

interface QuestionProps {
  question: ShownQuestion;
  count: number;
  chosen: number[];
  onChoose: (chosen: number[]) => void;
}

function Question({ question, count, chosen, onChoose }: QuestionProps) {
  const t = useText(quiz);
  const kind = useText(kindWords);
  const locale = useLocale();
  const options = question.options.map((option, place) => ({
    value: place,
    label: `${String.fromCharCode(65 + place)}. ${titleIn(option, locale)}`,
  }));
  return (
    <>
      <Flex gap={8} align="center">
        <span className="quiet">{t("question", { n: question.place + 1, count })}</span>
        <Tag>{kind(question.kind)}</Tag>
      </Flex>
      <h3>{titleIn(question.stem, locale)}</h3>
      <div style={{ margin: "16px 0 24px" }}>
        {question.kind === "multi" ? (
          <Checkbox.Group value={chosen} onChange={onChoose} className="quiz-options">
            <Flex vertical gap={12}>
              {options.map((one) => (
                <Checkbox key={one.value} value={one.value}>
                  {one.label}
                </Checkbox>
              ))}
            </Flex>
          </Checkbox.Group>
        ) : (
          <Radio.Group value={chosen[0] ?? null} onChange={(event) => onChoose([event.target.value])}>
            <Flex vertical gap={12}>
              {options.map((one) => (
                <Radio key={one.value} value={one.value}>
                  {one.label}
                </Radio>
              ))}
            </Flex>
          </Radio.Group>
        )}
      </div>
    </>
  );
}
