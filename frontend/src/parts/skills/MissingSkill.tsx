import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useQualifications } from "@/api/skills";
import { useText } from "@/i18n/react";
import { skills } from "@/i18n/skills";

/** On the card of a project that asks for a skill: which one is missing, and the way to it. */
export function MissingSkill({ project }: { project: number }) {
  const t = useText(skills);
  const read = useQualifications();
  const exam = read.data?.find((one) => one.opens.some(({ id }) => id === project));
  const opened = exam?.opens.find(({ id }) => id === project);
  if (!exam || !opened) return null;
  return (
    <div className="missing-skill">
      <p>{t("needs", { skill: exam.skill, level: opened.level })}</p>
      <Link to="/qualifications">
        <Button type="primary">{t("take")}</Button>
      </Link>
    </div>
  );
}
