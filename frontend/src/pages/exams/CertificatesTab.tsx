import { Button, type TableColumnsType, Tag, Tooltip } from "antd";
import { useState } from "react";
import { useCertificates } from "@/api/skills";
import type { Certificate } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { exams } from "@/i18n/exams";
import { useLocale, useText } from "@/i18n/react";
import { day } from "@/parts/figures";
import { PagedTable } from "@/parts/PagedTable";
import { RevokeDialog } from "./RevokeDialog";

/** The certificates of the centre's people. */
export function CertificatesTab({ centre }: { centre: number }) {
  const t = useText(exams);
  const locale = useLocale();
  const pages = useCertificates(centre);
  const [revoked, setRevoked] = useState<Certificate | null>(null);
  const columns: TableColumnsType<Certificate> = [
    { title: t("number"), dataIndex: "number" },
    { title: t("person"), dataIndex: "person_name" },
    { title: t("exam"), render: (_, one) => titleIn(one.title, locale) },
    { title: t("skill"), render: (_, one) => `${one.skill} · ${one.level}` },
    { title: t("until"), render: (_, one) => day(one.valid_until, locale) },
    { title: t("state"), render: (_, one) => <Standing certificate={one} /> },
    {
      render: (_, one) => (
        <a href={`/api/centres/${centre}/certificates/${one.id}/file`} download>
          {t("download")}
        </a>
      ),
    },
    {
      render: (_, one) =>
        one.revoked_at === null && (
          <Button size="small" danger onClick={() => setRevoked(one)}>
            {t("revoke")}
          </Button>
        ),
    },
  ];
  return (
    <>
      <p className="quiet">
        {t("checkHelp")} <a href="/api/certificates/revocations">{t("revocations")}</a>
      </p>
      <PagedTable pages={pages} columns={columns} nothing={t("noCertificates")} />
      {revoked && <RevokeDialog centre={centre} certificate={revoked} onClose={() => setRevoked(null)} />}
    </>
  );
}

function Standing({
  certificate: { revoked_at: at, revoked_why: why, valid_until },
}: {
  certificate: Certificate;
}) {
  const t = useText(exams);
  const locale = useLocale();
  if (at !== null)
    return (
      <Tooltip title={why}>
        <Tag color="red">{t("revokedAt", { at: day(at, locale) })}</Tag>
      </Tooltip>
    );
  const ended = new Date(valid_until) < new Date();
  return <Tag color={ended ? "default" : "green"}>{t(ended ? "ended" : "holds")}</Tag>;
}
