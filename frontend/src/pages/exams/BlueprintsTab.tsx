import { Button, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { useBlueprints, useOpenBlueprint } from "@/api/skills";
import type { Blueprint } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { exams } from "@/i18n/exams";
import { useLocale, useText } from "@/i18n/react";
import { percent } from "@/parts/figures";
import { SimpleTable } from "@/parts/SimpleTable";
import { BlueprintForm } from "./BlueprintForm";

/** The exams of the centre: what each is made of, and how many passed. */
export function BlueprintsTab({ centre }: { centre: number }) {
  const t = useText(exams);
  const locale = useLocale();
  const read = useBlueprints(centre);
  const open = useOpenBlueprint(centre);
  const [adding, setAdding] = useState(false);
  const columns: TableColumnsType<Blueprint> = [
    { title: t("exam"), render: (_, one) => titleIn(one.title, locale) },
    { title: t("skill"), render: (_, one) => `${one.skill} · ${one.level}` },
    { title: t("made"), render: (_, one) => <MadeOf blueprint={one} /> },
    { title: t("taken"), render: (_, one) => `${one.taken} / ${one.passed}` },
    {
      title: t("state"),
      render: (_, one) => <Tag color={one.state === "open" ? "green" : "default"}>{t(one.state)}</Tag>,
    },
    {
      render: (_, one) => (
        <Button
          size="small"
          onClick={() => open.mutate({ id: one.id, state: one.state === "open" ? "closed" : "open" })}
        >
          {one.state === "open" ? t("close") : t("reopen")}
        </Button>
      ),
    },
  ];
  return (
    <>
      <div style={{ textAlign: "right", marginBottom: 12 }}>
        <Button type="primary" onClick={() => setAdding(true)}>
          {t("addBlueprint")}
        </Button>
      </div>
      <SimpleTable read={read} columns={columns} nothing={t("noBlueprints")} />
      {adding && <BlueprintForm centre={centre} onClose={() => setAdding(false)} />}
    </>
  );
}

function MadeOf({ blueprint }: { blueprint: Blueprint }) {
  const t = useText(exams);
  const locale = useLocale();
  const { practical } = blueprint;
  return (
    <>
      {blueprint.topics.map(({ topic, count }) => (
        <div key={topic}>
          {count} × {t("available", { topic, count: blueprint.available[topic] ?? 0 })}
        </div>
      ))}
      {practical !== null && (
        <div>
          {practical.items} × {blueprint.practical_name} ({t("gold", { gold: blueprint.gold })}) ≥{" "}
          {percent(practical.least_similarity, locale)}
        </div>
      )}
    </>
  );
}
