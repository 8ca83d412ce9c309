import { App, Button, Drawer, Flex, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { useDropWebhook, useWebhookCalls, useWebhooks } from "@/api/intake";
import type { MadeWebhook, Project, Webhook, WebhookCall } from "@/api/types";
import { webhooks } from "@/i18n/assignments";
import { common } from "@/i18n/common";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { PagedTable } from "@/parts/PagedTable";
import { ShownOnce } from "@/parts/Shown";
import { SimpleTable } from "@/parts/SimpleTable";
import { WebhookForm } from "./WebhookForm";

/** Addresses that hear of what happens in the project. */
export default function WebhooksTab({ project }: { project: Project }) {
  const t = useText(webhooks);
  const read = useWebhooks(project.id);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<MadeWebhook | null>(null);
  const [opened, setOpened] = useState<Webhook | null>(null);
  const columns = useColumns(project.id, setOpened);
  return (
    <div className="card">
      <div className="section-head">
        <span className="quiet">{t("help")}</span>
        <Button type="primary" onClick={() => setAdding(true)}>
          {t("add")}
        </Button>
      </div>
      <SimpleTable read={read} columns={columns} nothing={t("nothing")} />
      {adding && <WebhookForm project={project.id} onMade={setMade} onClose={() => setAdding(false)} />}
      <ShownOnce
        title={t("secretTitle")}
        values={made && [{ label: t("secret"), value: made.secret }]}
        onClose={() => setMade(null)}
      />
      <Drawer open={opened !== null} size={720} title={t("calls")} onClose={() => setOpened(null)}>
        {opened && <Calls project={project.id} webhook={opened.id} />}
      </Drawer>
    </div>
  );
}

function useColumns(project: number, onOpen: (one: Webhook) => void): TableColumnsType<Webhook> {
  const t = useText(webhooks);
  const c = useText(common);
  const locale = useLocale();
  const { modal } = App.useApp();
  const drop = useDropWebhook(project);
  const remove = (one: Webhook) =>
    modal.confirm({ title: t("removeAsk"), content: one.url, onOk: () => drop.mutateAsync(one.id) });
  return [
    { title: t("url"), dataIndex: "url", render: (url: string) => <code>{url}</code> },
    {
      title: t("events"),
      dataIndex: "events",
      render: (events: string[]) => events.map((event) => <Tag key={event}>{event}</Tag>),
    },
    { title: t("active"), dataIndex: "active", render: (active: boolean) => (active ? c("yes") : c("no")) },
    { title: t("created"), dataIndex: "created_at", render: (at: string) => moment(at, locale) },
    {
      key: "act",
      render: (_, one) => (
        <Flex gap={8}>
          <Button onClick={() => onOpen(one)}>{t("calls")}</Button>
          <Button type="text" danger onClick={() => remove(one)}>
            {c("remove")}
          </Button>
        </Flex>
      ),
    },
  ];
}

function Calls({ project, webhook }: { project: number; webhook: number }) {
  const t = useText(webhooks);
  const locale = useLocale();
  const pages = useWebhookCalls(project, webhook);
  const columns: TableColumnsType<WebhookCall> = [
    { title: t("event"), dataIndex: "event", render: (event: string) => <code>{event}</code> },
    {
      title: t("status"),
      dataIndex: "status",
      render: (status: number | null, call) => (
        <>
          {status ?? t("waiting")} <span className="quiet">{call.error}</span>
        </>
      ),
    },
    { title: t("attempts"), dataIndex: "attempts" },
    { title: t("at"), dataIndex: "created_at", render: (at: string) => moment(at, locale) },
  ];
  return <PagedTable<WebhookCall> pages={pages} columns={columns} nothing={t("noCalls")} />;
}
