import { Button, DatePicker, Flex, Form, InputNumber, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useRecordFact } from "@/api/impact";
import type { NewPersonFact, PersonFact } from "@/api/types";
import { common } from "@/i18n/common";
import { educationWords, genderWords, facts as texts } from "@/i18n/impact";
import { useText } from "@/i18n/react";
import { useNotify } from "@/parts/useNotify";

interface Values {
  from: Dayjs;
  hired: Dayjs;
  left?: Dayjs | null;
  gender?: PersonFact["gender"];
  education?: PersonFact["education"];
  rural?: boolean | null;
  year?: number | null;
}

const genders = Object.keys(genderWords) as (keyof typeof genderWords)[];
const schools = Object.keys(educationWords) as (keyof typeof educationWords)[];

/** A new record about a person, begun from the latest one. */
export function FactForm({
  centre,
  person,
  latest,
}: {
  centre: number;
  person: number;
  latest: PersonFact | undefined;
}) {
  const t = useText(texts);
  const c = useText(common);
  const gender = useText(genderWords);
  const education = useText(educationWords);
  const notify = useNotify();
  const record = useRecordFact(centre, person);
  const rules = [{ required: true, message: c("required") }];
  const save = async (values: Values) => {
    await record.mutateAsync(factOf(values));
    notify.done(t("recorded"));
  };
  return (
    <Form<Values>
      layout="vertical"
      requiredMark={false}
      initialValues={valuesOf(latest)}
      onFinish={(values) => save(values).catch(() => undefined)}
    >
      <Flex gap={16} wrap>
        <Form.Item name="hired" label={t("hired")} rules={rules}>
          <DatePicker />
        </Form.Item>
        <Form.Item name="left" label={t("left")} tooltip={t("leftHelp")}>
          <DatePicker />
        </Form.Item>
        <Form.Item name="gender" label={t("gender")}>
          <Select
            allowClear
            placeholder={t("notSaid")}
            style={{ width: 130 }}
            options={genders.map((value) => ({ value, label: gender(value) }))}
          />
        </Form.Item>
        <Form.Item name="education" label={t("education")}>
          <Select
            allowClear
            placeholder={t("notSaid")}
            style={{ width: 170 }}
            options={schools.map((value) => ({ value, label: education(value) }))}
          />
        </Form.Item>
        <Form.Item name="rural" label={t("rural")}>
          <Select
            allowClear
            placeholder={t("notSaid")}
            style={{ width: 130 }}
            options={[
              { value: true, label: c("yes") },
              { value: false, label: c("no") },
            ]}
          />
        </Form.Item>
        <Form.Item name="year" label={t("birthYear")}>
          <InputNumber min={1900} max={2100} precision={0} placeholder={t("notSaid")} />
        </Form.Item>
      </Flex>
      <Form.Item name="from" label={t("from")} extra={t("fromHelp")} rules={rules}>
        <DatePicker disabledDate={(day) => day.isAfter(dayjs(), "day")} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={record.isPending}>
        {t("record")}
      </Button>
    </Form>
  );
}

function valuesOf(latest: PersonFact | undefined): Partial<Values> {
  if (!latest) return { from: dayjs() };
  return {
    from: dayjs(),
    hired: dayjs(latest.hired_on),
    left: latest.left_on ? dayjs(latest.left_on) : undefined,
    gender: latest.gender ?? undefined,
    education: latest.education ?? undefined,
    rural: latest.rural ?? undefined,
    year: latest.birth_year,
  };
}

const plain = (day: Dayjs) => day.format("YYYY-MM-DD");

function factOf(values: Values): NewPersonFact {
  return {
    from_date: plain(values.from),
    hired_on: plain(values.hired),
    left_on: values.left ? plain(values.left) : null,
    gender: values.gender ?? null,
    education: values.education ?? null,
    rural: values.rural ?? null,
    birth_year: values.year ?? null,
  };
}
