import { Button, Input, Modal, type TableColumnsType } from "antd";
import { useState } from "react";
import { useFirings, useLift } from "@/api/checks";
import type { Firing } from "@/api/types";
import { rules } from "@/i18n/checks";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { LiftedBy } from "@/parts/quality/LiftedBy";
import { SimpleTable } from "@/parts/SimpleTable";
import { useNotify } from "@/parts/useNotify";
import { ItemsLink } from "./ItemsLink";

const lasting = new Set<Firing["action"]>(["review", "pause", "retrain", "restrict"]);

/** What rules did to whom and why; what lasts can be lifted. */
export function Firings({ project }: { project: number }) {
  const t = useText(rules);
  const locale = useLocale();
  const may = useMay();
  const [lifted, setLifted] = useState<Firing | null>(null);
  const read = useFirings(project);
  const columns: TableColumnsType<Firing> = [
    { title: t("when"), dataIndex: "at", render: (at: string) => moment(at, locale) },
    {
      title: t("who"),
      dataIndex: "person_name",
      render: (name: string, row) => (
        <ItemsLink project={project} items={row.items}>
          {name}
        </ItemsLink>
      ),
    },
    {
      title: t("why"),
      dataIndex: "text",
      render: (text: string, row) => (
        <div className="rule-text">
          {text}
          {row.lifted_at && <LiftedBy firing={row} />}
        </div>
      ),
    },
    {
      key: "do",
      render: (_, row) =>
        may("liftFirings") &&
        row.lifted_at === null &&
        lasting.has(row.action) && (
          <Button size="small" onClick={() => setLifted(row)}>
            {t("lift")}
          </Button>
        ),
    },
  ];
  return (
    <div className="card">
      <h3>{t("firings")}</h3>
      <SimpleTable<Firing> read={read} columns={columns} nothing={t("noFirings")} />
      {lifted && <LiftDialog project={project} firing={lifted} onClose={() => setLifted(null)} />}
    </div>
  );
}

function LiftDialog({ project, firing, onClose }: { project: number; firing: Firing; onClose: () => void }) {
  const t = useText(rules);
  const notify = useNotify();
  const lift = useLift(project);
  const [reason, setReason] = useState("");
  const submit = async () => {
    await lift.mutateAsync({ id: firing.id, reason });
    notify.done(t("lifted"));
    onClose();
  };
  return (
    <Modal
      open
      title={`${t("lift")} · ${firing.person_name} · ${firing.name}`}
      okText={t("lift")}
      okButtonProps={{ disabled: reason.trim().length < 2 }}
      confirmLoading={lift.isPending}
      onOk={() => submit().catch(() => undefined)}
      onCancel={onClose}
    >
      <p>{firing.text}</p>
      <Input.TextArea
        rows={3}
        value={reason}
        placeholder={t("liftWhy")}
        aria-label={t("liftWhy")}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
