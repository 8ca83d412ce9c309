import { Button, DatePicker, Flex, Form, Input, InputNumber, type TableColumnsType } from "antd";
import type { Dayjs } from "dayjs";
import { useDropSkill, useSetSkill, useSkills } from "@/api/people";
import type { Person, SkillRecord } from "@/api/types";
import { common } from "@/i18n/common";
import { people } from "@/i18n/people";
import { useLocale, useText } from "@/i18n/react";
import { day, number } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { SimpleTable } from "@/parts/SimpleTable";

/** What a person is able to do, and until when it counts. */
export function Skills({ person }: { person: Person }) {
  const t = useText(people);
  const c = useText(common);
  const locale = useLocale();
  const may = useMay();
  const read = useSkills(person.id);
  const drop = useDropSkill(person.id);
  const columns: TableColumnsType<SkillRecord> = [
    { title: t("skill"), dataIndex: "skill" },
    {
      title: t("level"),
      dataIndex: "level",
      align: "right",
      render: (level: number) => number(level, locale, 2),
    },
    { title: t("source"), dataIndex: "source" },
    {
      title: t("validUntil"),
      dataIndex: "valid_until",
      render: (at: string | null) => (at ? day(at, locale) : t("forEver")),
    },
  ];
  if (may("recordSkills")) {
    columns.push({
      key: "act",
      render: (_, { skill }) => (
        <Button type="text" danger size="small" onClick={() => drop.mutate(skill)}>
          {c("remove")}
        </Button>
      ),
    });
  }
  return (
    <Flex vertical gap={12}>
      <SimpleTable rowKey="skill" size="small" read={read} columns={columns} nothing={t("noSkills")} />
      {may("recordSkills") && <SkillForm person={person.id} />}
    </Flex>
  );
}

interface Values {
  skill: string;
  level: number;
  until?: Dayjs;
}

function SkillForm({ person }: { person: number }) {
  const t = useText(people);
  const set = useSetSkill(person);
  const [form] = Form.useForm<Values>();
  const submit = async ({ skill, level, until }: Values) => {
    await set.mutateAsync({ skill, level, valid_until: until?.endOf("day").toISOString() ?? null });
    form.resetFields();
  };
  return (
    <Form<Values>
      form={form}
      layout="inline"
      initialValues={{ level: 1 }}
      onFinish={(values) => submit(values).catch(() => undefined)}
    >
      <Form.Item name="skill" rules={[{ required: true, message: t("skill") }]}>
        <Input placeholder={t("skill")} aria-label={t("skill")} style={{ width: 150 }} />
      </Form.Item>
      <Form.Item name="level">
        <InputNumber min={0} step={0.1} aria-label={t("level")} style={{ width: 90 }} />
      </Form.Item>
      <Form.Item name="until">
        <DatePicker placeholder={t("validUntil")} style={{ width: 150 }} />
      </Form.Item>
      <Button htmlType="submit" loading={set.isPending}>
        {t("addSkill")}
      </Button>
    </Form>
  );
}
