import { Button, type TableColumnsType } from "antd";
import { useState } from "react";
import { useCentres, useCustomers, useMakeCentre, useMakeCustomer } from "@/api/people";
import type { Centre, Customer } from "@/api/types";
import { admin } from "@/i18n/admin";
import { useText } from "@/i18n/react";
import { useMay } from "@/parts/me";
import { PageHead } from "@/parts/PageHead";
import { SimpleTable } from "@/parts/SimpleTable";
import { PlaceForm } from "./PlaceForm";

/** The centres of the programme, and the customers that they work for. */
export function Centres() {
  const t = useText(admin);
  const may = useMay();
  const centres = useCentres();
  const customers = useCustomers(may("seeCustomers"));
  const makeCentre = useMakeCentre();
  const makeCustomer = useMakeCustomer();
  const [adding, setAdding] = useState<"centre" | "customer" | null>(null);
  const names = [
    { title: t("nameZh"), dataIndex: "name_zh" },
    { title: t("nameEn"), dataIndex: "name_en", render: (name: string) => name || "–" },
  ];
  const centreColumns: TableColumnsType<Centre> = [
    ...names,
    { title: t("county"), dataIndex: "county", render: (county: string) => county || "–" },
    { title: t("people"), dataIndex: "people", align: "right" },
  ];
  const customerColumns: TableColumnsType<Customer> = names;
  return (
    <>
      <PageHead title={t("title")} />
      <div className="grid">
        <section className="card">
          <div className="section-head">
            <h3>{t("centres")}</h3>
            <Button type="primary" onClick={() => setAdding("centre")}>
              {t("addCentre")}
            </Button>
          </div>
          <SimpleTable read={centres} columns={centreColumns} nothing={t("noCentres")} />
        </section>
        {may("seeCustomers") && (
          <section className="card">
            <div className="section-head">
              <h3>{t("customers")}</h3>
              {may("manageCustomers") && (
                <Button onClick={() => setAdding("customer")}>{t("addCustomer")}</Button>
              )}
            </div>
            <SimpleTable read={customers} columns={customerColumns} nothing={t("noCustomers")} />
          </section>
        )}
      </div>
      {adding === "centre" && (
        <PlaceForm
          title={t("addCentre")}
          county
          onSave={makeCentre.mutateAsync}
          onClose={() => setAdding(null)}
        />
      )}
      {adding === "customer" && (
        <PlaceForm
          title={t("addCustomer")}
          onSave={makeCustomer.mutateAsync}
          onClose={() => setAdding(null)}
        />
      )}
    </>
  );
}
