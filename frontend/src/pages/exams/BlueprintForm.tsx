import { Button, Drawer, Flex, Form, Input, InputNumber, Select } from "antd";
import { useProjects } from "@/api/projects";
import { useMakeBlueprint, useTopics } from "@/api/skills";
import { exams } from "@/i18n/exams";
import { useText } from "@/i18n/react";
import { useMay } from "@/parts/me";

interface Values {
  title: { zh: string; en: string };
  skill: string;
  level: number;
  counts: Record<string, number | null>;
  minutes: number;
  pass: number;
  valid_days: number;
  attempts: number;
  wait_hours: number;
  project?: number;
  items: number;
  practical_minutes: number;
  least: number;
}

interface BlueprintFormProps {
  centre: number;
  onClose: () => void;
}

const usual = {
  level: 1,
  minutes: 20,
  pass: 60,
  valid_days: 365,
  attempts: 3,
  wait_hours: 24,
  items: 3,
  practical_minutes: 30,
  least: 80,
};

/** A new exam: how many questions of each topic, the practical part, and what passing gives. */
export function BlueprintForm({ centre, onClose }: BlueprintFormProps) {
  const t = useText(exams);
  const may = useMay();
  const topics = useTopics(centre);
  const projects = useProjects({ centre_id: centre });
  const make = useMakeBlueprint(centre);
  const [form] = Form.useForm<Values>();
  const project = Form.useWatch("project", form);
  const rules = [{ required: true, message: t("required") }];
  const submit = async (values: Values) => {
    const counted = Object.entries(values.counts ?? {}).flatMap(([topic, count]) =>
      count ? [{ topic, count }] : [],
    );
    await make.mutateAsync({
      title: values.title,
      skill: values.skill,
      level: values.level,
      topics: counted,
      minutes: values.minutes,
      pass_mark: values.pass / 100,
      valid_days: values.valid_days,
      attempts: values.attempts,
      wait_hours: values.wait_hours,
      practical: values.project
        ? {
            project_id: values.project,
            items: values.items,
            minutes: values.practical_minutes,
            least_similarity: values.least / 100,
          }
        : null,
    });
    onClose();
  };
  const figure = (name: keyof Values, label: string, most: number) => (
    <Form.Item name={name} label={label} rules={rules}>
      <InputNumber min={0} max={most} style={{ width: 150 }} />
    </Form.Item>
  );
  return (
    <Drawer
      open
      size={640}
      title={t("addBlueprint")}
      onClose={onClose}
      footer={
        <div className="drawer-foot">
          <Button type="primary" loading={make.isPending} onClick={form.submit}>
            {t("save")}
          </Button>
        </div>
      }
    >
      <Form<Values> form={form} layout="vertical" initialValues={usual} onFinish={submit}>
        <Form.Item name={["title", "zh"]} label={t("nameZh")} rules={rules}>
          <Input />
        </Form.Item>
        <Form.Item name={["title", "en"]} label={t("nameEn")} rules={rules}>
          <Input />
        </Form.Item>
        <Flex gap={16} wrap>
          <Form.Item name="skill" label={t("skill")} rules={rules}>
            <Input />
          </Form.Item>
          {figure("level", t("level"), 1000)}
        </Flex>
        <h3>{t("counts")}</h3>
        {Object.entries(topics.data ?? {}).map(([topic, count]) => (
          <Form.Item key={topic} name={["counts", topic]} label={t("available", { topic, count })}>
            <InputNumber min={0} max={count} />
          </Form.Item>
        ))}
        <Flex gap={16} wrap>
          {figure("minutes", t("minutes"), 600)}
          {figure("pass", t("passMark"), 100)}
          {figure("valid_days", t("validDays"), 3660)}
          {figure("attempts", t("attemptsMost"), 100)}
          {figure("wait_hours", t("waitHours"), 8760)}
        </Flex>
        {may("seeProjects") && (
          <Form.Item name="project" label={t("project")}>
            <Select allowClear options={projects.rows.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
        {project !== undefined && (
          <Flex gap={16} wrap>
            {figure("items", t("items"), 100)}
            {figure("practical_minutes", t("practicalMinutes"), 600)}
            {figure("least", t("least"), 100)}
          </Flex>
        )}
      </Form>
    </Drawer>
  );
}
