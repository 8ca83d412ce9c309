import { DeleteOutlined, PictureOutlined } from "@ant-design/icons";
import { Button, Flex, Form, Input, Segmented, Tooltip, Upload } from "antd";
import type { ProblemError } from "@/api/fetch";
import { addRulePicture, rulePictureUrl } from "@/api/projects";
import type { Example } from "@/api/types";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";
import { schema as texts } from "@/i18n/schema";
import { useNotify } from "@/parts/useNotify";

/** Good and bad examples of a class, each a row of the surrounding form, with a picture where one helps. */
export function ExampleRows({ projectId }: { projectId: number }) {
  const t = useText(texts);
  return (
    <Form.List name="examples">
      {(rows, { add, remove }) => (
        <>
          {rows.length === 0 && <p className="quiet">{t("noExamples")}</p>}
          {rows.map((row) => (
            <Row key={row.key} projectId={projectId} place={row.name} onRemove={() => remove(row.name)} />
          ))}
          <Button onClick={() => add({ good: true } satisfies Example)}>{t("addExample")}</Button>
        </>
      )}
    </Form.List>
  );
}

interface RowProps {
  projectId: number;
  place: number;
  onRemove: () => void;
}

function Row({ projectId, place, onRemove }: RowProps) {
  const t = useText(texts);
  const c = useText(common);
  return (
    <div className="schema-row">
      <Flex gap={12} align="start">
        <Form.Item name={[place, "good"]} className="narrow">
          <Segmented
            options={[
              { value: true, label: t("goodExample") },
              { value: false, label: t("badExample") },
            ]}
          />
        </Form.Item>
        <Form.Item name={[place, "image"]}>
          <PictureInput projectId={projectId} />
        </Form.Item>
        <Tooltip title={c("remove")}>
          <Button type="text" aria-label={c("remove")} icon={<DeleteOutlined />} onClick={onRemove} />
        </Tooltip>
      </Flex>
      <Flex gap={12}>
        <Form.Item name={[place, "note", "zh"]} label={t("noteZh")}>
          <Input />
        </Form.Item>
        <Form.Item name={[place, "note", "en"]} label={t("noteEn")}>
          <Input />
        </Form.Item>
      </Flex>
      <Form.Item name={[place, "text"]} label={t("exampleText")}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Form.Item>
    </div>
  );
}

interface PictureInputProps {
  projectId: number;
  value?: string | null;
  onChange?: (sha256: string | undefined) => void;
}

function PictureInput({ projectId, value, onChange }: PictureInputProps) {
  const t = useText(texts);
  const c = useText(common);
  const notify = useNotify();
  const send = async (file: Blob) => {
    try {
      onChange?.((await addRulePicture(projectId, file)).sha256);
    } catch (error) {
      notify.failed(error as ProblemError);
    }
  };
  return (
    <Flex gap={8} align="center">
      {value && <img className="schema-picture" src={rulePictureUrl(projectId, value)} alt="" />}
      <Upload accept="image/*" showUploadList={false} customRequest={({ file }) => void send(file as Blob)}>
        <Button icon={<PictureOutlined />}>{t(value ? "otherPicture" : "addPicture")}</Button>
      </Upload>
      {value && <Button onClick={() => onChange?.(undefined)}>{c("remove")}</Button>}
    </Flex>
  );
}
