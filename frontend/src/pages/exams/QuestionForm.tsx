import { AutoComplete, Button, Drawer, Flex, Form, Input, Select } from "antd";
import { useTopics, useWriteQuestion } from "@/api/skills";
import type { NewQuestion, Question } from "@/api/types";
import { exams } from "@/i18n/exams";
import { useText } from "@/i18n/react";
import { kindWords } from "@/i18n/skills";

interface QuestionFormProps {
  centre: number;
  /** The question that gets a new version; without it a new one is written. */
  question?: Question;
  onClose: () => void;
}

const empty = { kind: "single" as const, level: 5, options: [{}, {}, {}, {}] };

/** A question in both languages, new or in a new version; it is a draft until somebody else approves it. */
export function QuestionForm({ centre, question, onClose }: QuestionFormProps) {
  const t = useText(exams);
  const kind = useText(kindWords);
  const topics = useTopics(centre);
  const write = useWriteQuestion(centre, question?.id);
  const [form] = Form.useForm<NewQuestion>();
  const options = Form.useWatch("options", form) ?? [];
  const rules = [{ required: true, message: t("required") }];
  const submit = async (values: NewQuestion) => {
    await write.mutateAsync({ ...values, level: question?.level ?? 5, key: [values.key].flat() });
    onClose();
  };
  return (
    <Drawer
      open
      size={640}
      title={question ? t("editQuestion", { version: question.version + 1 }) : t("addQuestion")}
      onClose={onClose}
      footer={
        <div className="drawer-foot">
          <Button type="primary" loading={write.isPending} onClick={form.submit}>
            {t("save")}
          </Button>
        </div>
      }
    >
      <Form<NewQuestion> form={form} layout="vertical" initialValues={question ?? empty} onFinish={submit}>
        <Form.Item name="topic" label={t("topic")} rules={rules}>
          <AutoComplete options={Object.keys(topics.data ?? {}).map((value) => ({ value }))} />
        </Form.Item>
        <Form.Item name="kind" label={t("kind")} rules={rules}>
          <Select
            options={(["single", "multi", "judge"] as const).map((value) => ({ value, label: kind(value) }))}
          />
        </Form.Item>
        <Form.Item name={["stem", "zh"]} label={t("stemZh")} rules={rules}>
          <Input.TextArea autoSize />
        </Form.Item>
        <Form.Item name={["stem", "en"]} label={t("stemEn")} rules={rules}>
          <Input.TextArea autoSize />
        </Form.Item>
        <Form.List name="options">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <Flex key={key} gap={8} align="start">
                  <span style={{ paddingTop: 5 }}>{String.fromCharCode(65 + name)}</span>
                  <Form.Item name={[name, "zh"]} rules={rules} style={{ flex: 1 }}>
                    <Input placeholder={t("optionZh")} />
                  </Form.Item>
                  <Form.Item name={[name, "en"]} rules={rules} style={{ flex: 1 }}>
                    <Input placeholder={t("optionEn")} />
                  </Form.Item>
                  {fields.length > 2 && <Button onClick={() => remove(name)}>×</Button>}
                </Flex>
              ))}
              {fields.length < 12 && <Button onClick={() => add({})}>{t("addOption")}</Button>}
            </>
          )}
        </Form.List>
        <Form.Item name="key" label={t("rightOnes")} rules={rules} style={{ marginTop: 16 }}>
          <Select
            mode="multiple"
            options={options.map((_, place) => ({ value: place, label: String.fromCharCode(65 + place) }))}
          />
        </Form.Item>
        <Form.Item name={["explanation", "zh"]} label={t("explanationZh")} rules={rules}>
          <Input.TextArea autoSize />
        </Form.Item>
        <Form.Item name={["explanation", "en"]} label={t("explanationEn")} rules={rules}>
          <Input.TextArea autoSize />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
