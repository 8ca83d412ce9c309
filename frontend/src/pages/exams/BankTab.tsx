import { Button, Flex, Input, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { useJudgeQuestion, useQuestions } from "@/api/skills";
import type { Question } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { exams } from "@/i18n/exams";
import { useLocale, useText } from "@/i18n/react";
import { kindWords } from "@/i18n/skills";
import { useWho } from "@/parts/me";
import { PagedTable } from "@/parts/PagedTable";
import { QuestionForm } from "./QuestionForm";

const colours = { draft: "orange", approved: "green", retired: "default" };

/** The item bank: written by one, approved by another. */
export function BankTab({ centre }: { centre: number }) {
  const t = useText(exams);
  const kind = useText(kindWords);
  const locale = useLocale();
  const [q, setQ] = useState("");
  const [adding, setAdding] = useState(false);
  const [edited, setEdited] = useState<Question | null>(null);
  const pages = useQuestions(centre, q);
  const columns: TableColumnsType<Question> = [
    { title: t("topic"), dataIndex: "topic" },
    { title: t("kind"), render: (_, one) => kind(one.kind) },
    {
      title: t("stem"),
      render: (_, one) => (
        <div style={{ maxWidth: 460, whiteSpace: "normal" }}>{titleIn(one.stem, locale)}</div>
      ),
    },
    { title: t("state"), render: (_, one) => <Tag color={colours[one.state]}>{t(one.state)}</Tag> },
    { title: t("author"), dataIndex: "author_name" },
    { title: t("reviewer"), render: (_, one) => one.reviewer_name ?? "–" },
    {
      render: (_, one) => <Verdicts centre={centre} question={one} onEdit={() => setEdited(one)} />,
    },
  ];
  return (
    <>
      <Flex justify="space-between" gap={12} style={{ marginBottom: 12 }}>
        <Input.Search allowClear placeholder={t("search")} onSearch={setQ} style={{ maxWidth: 320 }} />
        <Button type="primary" onClick={() => setAdding(true)}>
          {t("addQuestion")}
        </Button>
      </Flex>
      <PagedTable
        pages={pages}
        columns={columns}
        nothing={t("noQuestions")}
        expandable={{ expandedRowRender: (one) => <Whole question={one} /> }}
      />
      {edited && <QuestionForm centre={centre} question={edited} onClose={() => setEdited(null)} />}
      {adding && <QuestionForm centre={centre} onClose={() => setAdding(false)} />}
    </>
  );
}

interface VerdictsProps {
  centre: number;
  question: Question;
  onEdit: () => void;
}

function Verdicts({ centre, question, onEdit }: VerdictsProps) {
  const t = useText(exams);
  const me = useWho();
  const judge = useJudgeQuestion(centre);
  return (
    <Flex gap={8} align="center">
      {question.state === "draft" && question.author_id === me.person_id && (
        <span className="quiet">{t("byOther")}</span>
      )}
      {question.state === "draft" && question.author_id !== me.person_id && (
        <Button
          size="small"
          type="primary"
          onClick={() => judge.mutate({ id: question.id, state: "approved" })}
        >
          {t("approve")}
        </Button>
      )}
      {question.state !== "retired" && (
        <Button size="small" onClick={onEdit}>
          {t("edit")}
        </Button>
      )}
      {question.state !== "retired" && (
        <Button size="small" onClick={() => judge.mutate({ id: question.id, state: "retired" })}>
          {t("retire")}
        </Button>
      )}
    </Flex>
  );
}

function Whole({ question }: { question: Question }) {
  const locale = useLocale();
  return (
    <>
      <ol type="A">
        {question.options.map((option, place) => (
          <li key={option.zh}>
            {titleIn(option, locale)} {question.key.includes(place) && "✓"}
          </li>
        ))}
      </ol>
      <p className="quiet">{titleIn(question.explanation, locale)}</p>
    </>
  );
}
