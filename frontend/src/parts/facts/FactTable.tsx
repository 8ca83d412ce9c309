import { Table, type TableColumnsType } from "antd";
import type { PersonFact } from "@/api/types";
import { educationWords, genderWords, facts as texts } from "@/i18n/impact";
import { useText } from "@/i18n/react";

/** All records of one person, the newest first. */
export function FactTable({ records }: { records: PersonFact[] }) {
  const t = useText(texts);
  const gender = useText(genderWords);
  const education = useText(educationWords);
  const columns: TableColumnsType<PersonFact> = [
    { title: t("from"), dataIndex: "from_date", render: (date: string) => <b>{date}</b> },
    { title: t("hired"), dataIndex: "hired_on" },
    { title: t("left"), render: (_, one) => one.left_on ?? "–" },
    { title: t("gender"), render: (_, one) => (one.gender ? gender(one.gender) : "–") },
    { title: t("education"), render: (_, one) => (one.education ? education(one.education) : "–") },
    { title: t("recordedBy"), render: (_, one) => one.recorded_by_name ?? "–" },
  ];
  return (
    <Table<PersonFact>
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={records}
      pagination={false}
      locale={{ emptyText: t("none") }}
    />
  );
}
