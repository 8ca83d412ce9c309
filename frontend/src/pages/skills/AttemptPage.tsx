import { Link, useParams } from "@tanstack/react-router";
import { Button, Card } from "antd";
import { useAttempt } from "@/api/skills";
import type { Attempt } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { useLocale, useText } from "@/i18n/react";
import { quiz, result } from "@/i18n/skills";
import { PageHead } from "@/parts/PageHead";
import { Loaded } from "@/parts/States";
import { Result } from "@/parts/skills/Result";
import { Quiz } from "./Quiz";
import { TimeLeft } from "./TimeLeft";

/** One's own attempt: the part that runs, or what came of it. */
export function AttemptPage() {
  const { attemptId } = useParams({ from: "/shell/attempts/$attemptId" });
  const read = useAttempt(Number(attemptId));
  return <Loaded read={read}>{(attempt) => <Shown attempt={attempt} refetch={read.refetch} />}</Loaded>;
}

function Shown({ attempt, refetch }: { attempt: Attempt; refetch: () => unknown }) {
  const t = useText(result);
  const locale = useLocale();
  const title = titleIn(attempt.title, locale);
  if (attempt.state === "theory")
    return <Quiz key={attempt.id} attempt={attempt} title={title} refetch={refetch} />;
  const back = (
    <Link to="/qualifications">
      <Button>{t("back")}</Button>
    </Link>
  );
  return (
    <>
      <PageHead title={title} actions={back} />
      {attempt.state === "practical" ? (
        <Practical attempt={attempt} refetch={refetch} />
      ) : (
        <Result attempt={attempt} />
      )}
    </>
  );
}

function Practical({ attempt, refetch }: { attempt: Attempt; refetch: () => unknown }) {
  const t = useText(quiz);
  const done = attempt.tasks.filter((task) => task.answered).length;
  return (
    <Card>
      <h3>{t("practicalTitle")}</h3>
      <p>{t("practicalHelp", { count: attempt.tasks.length })}</p>
      <p className="quiet">{t("done", { done, count: attempt.tasks.length })}</p>
      <p>
        <TimeLeft now={attempt.now} endsAt={attempt.ends_at} onOver={refetch} />
      </p>
      <Button type="primary" size="large" href={`/exam/${attempt.id}`}>
        {t("openBench")}
      </Button>
    </Card>
  );
}
