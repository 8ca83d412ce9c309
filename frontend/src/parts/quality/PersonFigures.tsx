import { Alert, Flex } from "antd";
import { usePersonQuality } from "@/api/gold";
import type { LeaderQuality } from "@/api/types";
import { quality } from "@/i18n/gold";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { Loaded } from "@/parts/States";
import { QualityFigures } from "./QualityFigures";

type Suspected = LeaderQuality["suspicions"][number];

const known = ["guessing", "constant", "too_fast", "copied", "untouched", "same_errors"] as const;

/** The figures of somebody whom one leads, in the words that they read themselves. */
export default function PersonFigures({ person }: { person: number }) {
  const t = useText(quality);
  const locale = useLocale();
  return (
    <Loaded read={usePersonQuality(person)}>
      {(figures) => (
        <Flex vertical gap={16}>
          <span className="quiet">{t("upto", { at: moment(figures.upto, locale) })}</span>
          {figures.suspicions.length > 0 && <Suspicions found={figures.suspicions} />}
          <QualityFigures figures={figures} />
        </Flex>
      )}
    </Loaded>
  );
}

function Suspicions({ found }: { found: Suspected[] }) {
  const t = useText(quality);
  const words = (one: Suspected) => {
    const what = known.find((each) => each === one.what);
    return what ? t(what, { other: one.other_name ?? "" }) : one.what;
  };
  return (
    <Alert
      type="warning"
      title={t("suspicions")}
      description={
        <>
          {t("suspicionsHelp")}
          <ul>
            {found.map((one) => (
              <li key={`${one.project_id} ${one.what} ${one.other_name}`}>
                {one.project_name}: {words(one)} ({t("examples", { count: one.count })})
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
