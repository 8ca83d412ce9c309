import { Flex, Tag } from "antd";
import { useState } from "react";
import { useSampleItem } from "@/api/orders";
import { useSchema } from "@/api/projects";
import type { Sample, SampleItem } from "@/api/types";
import { acceptance } from "@/i18n/orders";
import { useText } from "@/i18n/react";
import { ContentView } from "@/parts/content/ContentView";
import { DocumentList } from "@/parts/content/DocumentList";
import { Loaded } from "@/parts/States";
import { useMarkText } from "./SampleList";

/** One item of the sample with the answer drawn into it, as it was delivered. */
export function SampleView({ sample, item }: { sample: Sample; item: SampleItem }) {
  const t = useText(acceptance);
  const mark = useMarkText();
  const read = useSampleItem(sample.project_id, sample.lot_id, item.item_id);
  const schema = useSchema(sample.project_id).data?.schema;
  const [object, setObject] = useState<string | null>(null);
  return (
    <>
      <Flex justify="space-between" align="center" className="sample-head">
        <h3>{t("place", { place: item.place, name: item.name })}</h3>
        {item.ok !== null && <Tag color={item.ok ? "green" : "red"}>{mark(item)}</Tag>}
      </Flex>
      <Loaded read={read}>
        {({ content, document }) => (
          <Flex vertical gap={16}>
            <ContentView content={content} document={document} schema={schema} chosen={object} />
            {document ? (
              <DocumentList document={document} schema={schema} chosen={object} onChoose={setObject} />
            ) : (
              <span className="quiet">{t("noAnswer")}</span>
            )}
          </Flex>
        )}
      </Loaded>
    </>
  );
}
