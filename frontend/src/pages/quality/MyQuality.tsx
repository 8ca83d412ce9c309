import { Card, Flex } from "antd";
import { useMyQuality } from "@/api/gold";
import { quality } from "@/i18n/gold";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { PageHead } from "@/parts/PageHead";
import { QualityFigures } from "@/parts/quality/QualityFigures";
import { Loaded } from "@/parts/States";
import { FeedbackList } from "./FeedbackList";

/** One's own quality in plain words, and what there is to learn from. */
export function MyQuality() {
  const t = useText(quality);
  const locale = useLocale();
  const read = useMyQuality();
  return (
    <>
      <PageHead title={t("title")} help={read.data && t("upto", { at: moment(read.data.upto, locale) })} />
      <Flex vertical gap={16}>
        <FeedbackList />
        <Loaded read={read}>
          {(figures) =>
            figures.skills.length ? (
              <QualityFigures figures={figures} />
            ) : (
              <Card>
                <QualityFigures figures={figures} />
              </Card>
            )
          }
        </Loaded>
      </Flex>
    </>
  );
}
