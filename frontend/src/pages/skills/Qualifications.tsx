import { useNavigate } from "@tanstack/react-router";
import { Button, Card, Flex, Modal, Tag } from "antd";
import { useState } from "react";
import { useBegin, useMyCertificates, useQualifications } from "@/api/skills";
import type { Certificate, Qualification } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { useLocale, useText } from "@/i18n/react";
import { barWords, skills } from "@/i18n/skills";
import { day, moment, percent } from "@/parts/figures";
import { PageHead } from "@/parts/PageHead";
import { SimpleTable } from "@/parts/SimpleTable";
import { Loaded, Nothing } from "@/parts/States";

/** The exams that a person may take, and the certificates that they hold. */
export function Qualifications() {
  const t = useText(skills);
  const locale = useLocale();
  const read = useQualifications();
  const certificates = useMyCertificates();
  const columns = [
    { title: t("number"), dataIndex: "number" },
    { title: t("name"), render: (_: unknown, one: Certificate) => titleIn(one.title, locale) },
    {
      title: t("until"),
      render: (_: unknown, one: Certificate) =>
        one.revoked_at === null ? (
          day(one.valid_until, locale)
        ) : (
          <Tag color="red">{t("revoked", { why: one.revoked_why ?? "" })}</Tag>
        ),
    },
    {
      render: (_: unknown, one: Certificate) => (
        <a href={`/api/certificates/${one.id}/file`} download>
          {t("download")}
        </a>
      ),
    },
  ];
  return (
    <>
      <PageHead title={t("title")} help={t("help")} />
      <Flex vertical gap={16}>
        <Loaded read={read}>
          {(all) =>
            all.length === 0 ? (
              <Card>
                <Nothing title={t("nothing")} />
              </Card>
            ) : (
              all.map((one) => <Exam key={one.id} exam={one} />)
            )
          }
        </Loaded>
        <Card title={t("certificates")}>
          <SimpleTable read={certificates} columns={columns} nothing={t("noCertificates")} />
        </Card>
      </Flex>
    </>
  );
}

function Exam({ exam }: { exam: Qualification }) {
  const t = useText(skills);
  const bar = useText(barWords);
  const locale = useLocale();
  const { practical } = exam;
  const lines = [
    t("theory", { questions: exam.questions, minutes: exam.minutes }),
    t("passMark", { share: percent(exam.pass_mark, locale) }),
    practical && t("practical", { items: practical.items, minutes: practical.minutes }),
    practical && t("likeness", { share: percent(practical.least_similarity, locale) }),
    t("validDays", { days: exam.valid_days }),
  ];
  return (
    <Card>
      <Flex justify="space-between" align="center" gap={16} wrap>
        <div>
          <h3>{titleIn(exam.title, locale)}</h3>
          <Flex gap={8} wrap>
            <Tag>{t("skill", { skill: exam.skill, level: exam.level })}</Tag>
            <Standing exam={exam} />
          </Flex>
          <p className="quiet">{lines.filter(Boolean).join(" · ")}</p>
          {exam.opens.length > 0 && (
            <p>
              {t("opens")}
              {exam.opens.map((one) => one.name).join(", ")}
            </p>
          )}
          {exam.bar !== null && exam.bar !== "running" && (
            <p className="quiet">
              {bar(exam.bar)}
              {exam.bar_until !== null && ` · ${t("from", { at: moment(exam.bar_until, locale) })}`}
            </p>
          )}
        </div>
        <Ways exam={exam} />
      </Flex>
    </Card>
  );
}

function Standing({ exam }: { exam: Qualification }) {
  const t = useText(skills);
  const locale = useLocale();
  if (exam.held_level === null || exam.held_level < exam.level)
    return <Tag color="orange">{t("missing")}</Tag>;
  if (exam.held_until === null) return <Tag color="green">{t("heldForever")}</Tag>;
  const until = day(exam.held_until, locale);
  if (new Date(exam.held_until) < new Date()) return <Tag color="red">{t("expired", { until })}</Tag>;
  return <Tag color="green">{t("held", { until })}</Tag>;
}

function Ways({ exam }: { exam: Qualification }) {
  const t = useText(skills);
  const begin = useBegin();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const open = (id: number) => navigate({ to: "/attempts/$attemptId", params: { attemptId: String(id) } });
  const { running, last } = exam;
  return (
    <Flex gap={12} wrap>
      {running === null && last !== null && <Button onClick={() => open(last)}>{t("lastResult")}</Button>}
      {running !== null && (
        <Button type="primary" size="large" onClick={() => open(running)}>
          {t("goOn")}
        </Button>
      )}
      {exam.bar === null && (
        <Button type="primary" size="large" onClick={() => setAsking(true)}>
          {t("begin")}
        </Button>
      )}
      <Modal
        open={asking}
        title={t("begin")}
        okText={t("start")}
        confirmLoading={begin.isPending}
        onCancel={() => setAsking(false)}
        onOk={async () => open((await begin.mutateAsync(exam.id)).id)}
      >
        {t("confirm")}
      </Modal>
    </Flex>
  );
}
