import { Select, Tabs } from "antd";
import { useState } from "react";
import { useCentres } from "@/api/people";
import { exams } from "@/i18n/exams";
import { useLocale, useText } from "@/i18n/react";
import { useMay, useWho } from "@/parts/me";
import { PageHead } from "@/parts/PageHead";
import { AttemptsTab } from "./AttemptsTab";
import { BankTab } from "./BankTab";
import { BlueprintsTab } from "./BlueprintsTab";
import { CertificatesTab } from "./CertificatesTab";

/** The examiner's place: the item bank, the exams, everyone's attempts, the certificates. */
export function Exams() {
  const t = useText(exams);
  const me = useWho();
  const may = useMay();
  const [chosen, setChosen] = useState<number | null>(me.centre_id);
  const tabs = [
    may("manageExams") && { key: "attempts", label: t("attempts"), tab: AttemptsTab },
    may("manageBank") && { key: "bank", label: t("bank"), tab: BankTab },
    may("manageExams") && { key: "blueprints", label: t("blueprints"), tab: BlueprintsTab },
    may("issueCertificates") && { key: "certificates", label: t("certificates"), tab: CertificatesTab },
  ].filter((one) => one !== false);
  return (
    <>
      <PageHead
        title={t("title")}
        actions={me.centre_id === null && <CentreChoice value={chosen} onChange={setChosen} />}
      />
      {chosen !== null && (
        <Tabs
          destroyOnHidden
          items={tabs.map(({ key, label, tab: Tab }) => ({
            key,
            label,
            children: <Tab key={chosen} centre={chosen} />,
          }))}
        />
      )}
    </>
  );
}

function CentreChoice({ value, onChange }: { value: number | null; onChange: (id: number) => void }) {
  const t = useText(exams);
  const locale = useLocale();
  const centres = useCentres();
  const options = centres.data?.map((one) => ({
    value: one.id,
    label: locale === "en" && one.name_en ? one.name_en : one.name_zh,
  }));
  return (
    <Select
      placeholder={t("centre")}
      options={options}
      value={value}
      onChange={onChange}
      style={{ width: 220 }}
    />
  );
}
