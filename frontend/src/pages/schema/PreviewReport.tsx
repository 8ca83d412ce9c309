import { Alert, Collapse, Flex, Statistic } from "antd";
import type { LabelSchema, PreviewExample, SchemaPreview } from "@/api/types";
import { useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";
import { DocumentList } from "@/parts/content/DocumentList";

interface PreviewReportProps {
  preview: SchemaPreview;
  before: LabelSchema;
  after: LabelSchema;
}

/** What the new version would do to the annotations that exist. */
export function PreviewReport({ preview, before, after }: PreviewReportProps) {
  const t = useText(texts);
  if (preview.annotations === 0) return <Alert type="success" showIcon title={t("effectNone")} />;
  return (
    <div>
      <Flex gap={48} className="preview-figures">
        <Statistic title={t("annotations")} value={preview.annotations} />
        {preview.checked < preview.annotations && <Statistic title={t("checked")} value={preview.checked} />}
        <Statistic title={t("changed")} value={preview.changed} />
        <Statistic
          title={t("faulty")}
          value={preview.faulty}
          styles={preview.faulty > 0 ? { content: { color: "#d4482f" } } : undefined}
        />
      </Flex>
      {preview.faulty > 0 && <Alert type="warning" showIcon title={t("faultyHelp")} />}
      {preview.examples.length > 0 && (
        <Collapse
          className="preview-examples"
          items={preview.examples.map((example) => ({
            key: example.annotation_id,
            label: t("example", { item: String(example.item) }),
            children: <Example example={example} before={before} after={after} />,
          }))}
        />
      )}
    </div>
  );
}

function Example({
  example,
  before,
  after,
}: {
  example: PreviewExample;
  before: LabelSchema;
  after: LabelSchema;
}) {
  const t = useText(texts);
  return (
    <div className="form-pair">
      <div>
        <b>{t("before")}</b>
        <DocumentList document={example.before} schema={before} chosen={null} />
      </div>
      <div>
        <b>{t("after")}</b>
        <DocumentList document={example.after} schema={after} chosen={null} />
        {example.faults.map((fault) => (
          <Alert key={fault.path} type="error" title={fault.message} description={fault.path} />
        ))}
      </div>
    </div>
  );
}
