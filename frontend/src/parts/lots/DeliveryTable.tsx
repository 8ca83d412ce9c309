import { Button, Descriptions, Flex, Modal, type TableColumnsType } from "antd";
import { useState } from "react";
import { deliveryFile, useDeliveries, useFormatTitle } from "@/api/intake";
import type { Delivery } from "@/api/types";
import { common } from "@/i18n/common";
import { lots as texts } from "@/i18n/lots";
import { useLocale, useText } from "@/i18n/react";
import { bytes, moment } from "../figures";
import { SimpleTable } from "../SimpleTable";
import { RunStateTag } from "../Tags";

/** What was delivered: frozen files, to be downloaded again at any time. */
export function DeliveryTable({ project }: { project: number }) {
  const t = useText(texts);
  const c = useText(common);
  const locale = useLocale();
  const read = useDeliveries(project);
  const formatTitle = useFormatTitle();
  const [opened, setOpened] = useState<Delivery | null>(null);
  const columns: TableColumnsType<Delivery> = [
    { title: t("lots"), dataIndex: "lot_name", render: (name: string) => <b>{name}</b> },
    { title: t("format"), dataIndex: "format", render: formatTitle },
    {
      title: c("state"),
      dataIndex: "state",
      render: (state: Delivery["state"], one) => (
        <>
          <RunStateTag state={state} />{" "}
          {one.problem?.title && <span className="quiet">{one.problem.title}</span>}
        </>
      ),
    },
    {
      title: t("bytes"),
      dataIndex: "bytes",
      align: "right",
      render: (size: number | null) => bytes(size, locale),
    },
    {
      title: t("hash"),
      dataIndex: "sha256",
      render: (hash: string | null) => (hash ? <code title={hash}>{hash.slice(0, 12)}…</code> : "–"),
    },
    { title: t("at"), dataIndex: "created_at", render: (at: string) => moment(at, locale) },
    {
      key: "file",
      render: (_, one) =>
        one.state === "ready" && (
          <Flex gap={8}>
            <Button href={deliveryFile(project, one.id)}>{c("download")}</Button>
            <Button type="text" onClick={() => setOpened(one)}>
              {t("manifest")}
            </Button>
          </Flex>
        ),
    },
  ];
  return (
    <>
      <SimpleTable read={read} columns={columns} nothing={t("noDeliveries")} />
      <Modal
        open={opened !== null}
        title={t("manifestTitle")}
        width={760}
        footer={null}
        onCancel={() => setOpened(null)}
        destroyOnHidden
      >
        {opened && <Manifest delivery={opened} />}
      </Modal>
    </>
  );
}

function Manifest({ delivery }: { delivery: Delivery }) {
  const lines = [["sha256", delivery.sha256] as const, ...Object.entries(delivery.manifest)];
  return (
    <Descriptions
      bordered
      column={1}
      size="small"
      title={delivery.lot_name}
      items={lines.map(([name, value]) => ({
        key: name,
        label: <code>{name}</code>,
        children: (
          <code className="manifest-value">{typeof value === "string" ? value : JSON.stringify(value)}</code>
        ),
      }))}
    />
  );
}
