import type { TableColumnsType } from "antd";
import { useCertificates } from "@/api/skills";
import type { Certificate } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { exams } from "@/i18n/exams";
import { useLocale, useText } from "@/i18n/react";
import { day } from "@/parts/figures";
import { PagedTable } from "@/parts/PagedTable";

/** The certificates of the centre's people. */
export function CertificatesTab({ centre }: { centre: number }) {
  const t = useText(exams);
  const locale = useLocale();
  const pages = useCertificates(centre);
  const columns: TableColumnsType<Certificate> = [
    { title: t("number"), dataIndex: "number" },
    { title: t("person"), dataIndex: "person_name" },
    { title: t("exam"), render: (_, one) => titleIn(one.title, locale) },
    { title: t("skill"), render: (_, one) => `${one.skill} · ${one.level}` },
    { title: t("until"), render: (_, one) => day(one.valid_until, locale) },
    {
      render: (_, one) => (
        <a href={`/api/centres/${centre}/certificates/${one.id}/file`} download>
          {t("download")}
        </a>
      ),
    },
  ];
  return <PagedTable pages={pages} columns={columns} nothing={t("noCertificates")} />;
}
