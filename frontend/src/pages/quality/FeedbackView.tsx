import { Link } from "@tanstack/react-router";
import { Alert, Button, Flex } from "antd";
import { useState } from "react";
import { useFeedback } from "@/api/gold";
import type { Feedback, Mismatch } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { feedback } from "@/i18n/gold";
import { useLocale, useText } from "@/i18n/react";
import { ContentView } from "@/parts/content/ContentView";
import { DocumentList } from "@/parts/content/DocumentList";
import { percent } from "@/parts/figures";
import { Loaded } from "@/parts/States";
import "@/parts/quality/gold.css";

/** Both answers side by side; a press on a difference shows it in both. */
export function FeedbackView({ annotation }: { annotation: string }) {
  const read = useFeedback(annotation);
  return <Loaded read={read}>{(one) => <Compared told={one} />}</Loaded>;
}

function Compared({ told }: { told: Feedback }) {
  const t = useText(feedback);
  const [chosen, setChosen] = useState<Mismatch | null>(null);
  const { content, schema } = told;
  return (
    <Flex vertical gap={16}>
      {told.comment && <Alert type="info" title={t("comment")} description={told.comment} />}
      <Differences told={told} chosen={chosen} onChoose={setChosen} />
      <div className="side-by-side">
        <section>
          <h4>{t("own")}</h4>
          <ContentView
            content={content}
            document={told.own}
            schema={schema}
            chosen={chosen?.own_id ?? null}
          />
          <DocumentList document={told.own} schema={schema} chosen={chosen?.own_id ?? null} />
        </section>
        {told.right && (
          <section>
            <h4>{t("right")}</h4>
            <ContentView
              content={content}
              document={told.right}
              schema={schema}
              chosen={chosen?.right_id ?? null}
            />
            <DocumentList document={told.right} schema={schema} chosen={chosen?.right_id ?? null} />
          </section>
        )}
      </div>
    </Flex>
  );
}

interface DifferencesProps {
  told: Feedback;
  chosen: Mismatch | null;
  onChoose: (one: Mismatch) => void;
}

/** Every difference in words, with the rule of the class beside it. */
function Differences({ told, chosen, onChoose }: DifferencesProps) {
  const t = useText(feedback);
  const locale = useLocale();
  const { schema, mismatches } = told;
  const classOf = (name: string | null | undefined) => schema.classes?.find((one) => one.name === name);
  const title = (name: string | null | undefined) => titleIn(classOf(name)?.title, locale, name ?? "");
  const help = titleIn(classOf(chosen?.right_class ?? chosen?.own_class)?.help ?? undefined, locale, "");
  return (
    <Flex vertical gap={8}>
      {mismatches.length === 0 && told.right && <span className="quiet">{t("same")}</span>}
      <div className="mismatches">
        {mismatches.map((one, place) => (
          <Button
            key={place}
            size="small"
            type={one === chosen ? "primary" : "default"}
            onClick={() => onChoose(one)}
          >
            {t(one.what, {
              own: title(one.own_class),
              right: title(one.right_class ?? one.own_class),
              field: one.field ?? "",
              share: percent(one.likeness, locale),
            })}
          </Button>
        ))}
      </div>
      <Flex gap={12} align="center">
        {help && <span>{t("rule", { text: help })}</span>}
        <Link
          to="/projects/$projectId"
          params={{ projectId: String(told.project_id) }}
          search={{ tab: "guide" }}
        >
          {t("guide")}
        </Link>
      </Flex>
    </Flex>
  );
}
