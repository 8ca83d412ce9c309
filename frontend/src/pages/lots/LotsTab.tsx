import { Button } from "antd";
import { useState } from "react";
import type { Project } from "@/api/types";
import { lots as texts } from "@/i18n/lots";
import { useText } from "@/i18n/react";
import { DeliveryTable } from "@/parts/lots/DeliveryTable";
import { LotTable } from "@/parts/lots/LotTable";
import { useMay } from "@/parts/me";
import { NewLotForm } from "./NewLotForm";

/** Lots to be delivered together, and what was delivered. */
export default function LotsTab({ project }: { project: Project }) {
  const t = useText(texts);
  const may = useMay();
  const [making, setMaking] = useState(false);
  return (
    <div className="grid">
      <div className="card">
        <div className="section-head">
          <h3>{t("lots")}</h3>
          {may("makeLots") && (
            <Button type="primary" onClick={() => setMaking(true)}>
              {t("create")}
            </Button>
          )}
        </div>
        <LotTable project={project.id} />
      </div>
      {may("seeDeliveries") && (
        <div className="card">
          <h3>{t("deliveries")}</h3>
          <DeliveryTable project={project.id} />
        </div>
      )}
      {making && <NewLotForm project={project} onClose={() => setMaking(false)} />}
    </div>
  );
}
