import { Button } from "antd";
import { useState } from "react";
import { useOwnCare } from "@/api/care";
import type { OwnCare } from "@/api/types";
import { care as texts } from "@/i18n/care";
import { useText } from "@/i18n/react";
import { PageHead } from "@/parts/PageHead";
import { Loaded, Nothing } from "@/parts/States";
import { Bookings } from "./Bookings";
import { ChildCard } from "./ChildCard";
import { ChildForm } from "./ChildForm";
import "./care.css";

/** A guardian's page: their children, and the afternoons that they book. */
export function Care() {
  const t = useText(texts);
  const read = useOwnCare();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHead
        title={t("title")}
        help={t("help")}
        actions={
          read.data?.offered && (
            <Button
              size="large"
              type={read.data.children.length === 0 ? "primary" : "default"}
              onClick={() => setAdding(true)}
            >
              {t("addChild")}
            </Button>
          )
        }
      />
      <Loaded read={read}>{(data) => <Family data={data} />}</Loaded>
      {adding && <ChildForm onClose={() => setAdding(false)} />}
    </>
  );
}

function Family({ data }: { data: OwnCare }) {
  const t = useText(texts);
  if (!data.offered) {
    return (
      <div className="card">
        <Nothing title={t("notOffered")} />
      </div>
    );
  }
  if (data.children.length === 0) {
    return (
      <div className="card">
        <Nothing title={t("noChildren")} />
      </div>
    );
  }
  return (
    <div className="care">
      <Bookings data={data} />
      <aside>
        {data.children.map((child) => (
          <ChildCard key={child.id} child={child} today={data.today} />
        ))}
      </aside>
    </div>
  );
}
