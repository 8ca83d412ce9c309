import { Button, Card, Drawer, Table } from "antd";
import { useState } from "react";
import { useMyFeedback } from "@/api/gold";
import { feedback } from "@/i18n/gold";
import { useLocale, useText } from "@/i18n/react";
import { moment, percent } from "@/parts/figures";
import { Loaded, Nothing } from "@/parts/States";
import { FeedbackView } from "./FeedbackView";

/** Answers of one's own of which it was told what differed. */
export function FeedbackList() {
  const t = useText(feedback);
  const locale = useLocale();
  const read = useMyFeedback();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Card title={t("title")} extra={<small className="quiet">{t("help")}</small>}>
      <Loaded read={read}>
        {(rows) =>
          rows.length === 0 ? (
            <Nothing title={t("nothing")} />
          ) : (
            <Table
              size="small"
              rowKey="annotation_id"
              dataSource={rows}
              scroll={{ x: "max-content" }}
              pagination={rows.length > 8 ? { pageSize: 8 } : false}
              columns={[
                { title: t("item"), render: (_, one) => `${one.project_name} · ${one.item_name}` },
                { title: t("from"), render: (_, one) => t(one.source) },
                { title: t("likeness"), render: (_, one) => percent(one.likeness, locale) },
                { title: t("at"), render: (_, one) => moment(one.at, locale) },
                {
                  key: "look",
                  align: "end",
                  render: (_, one) => (
                    <Button type="link" onClick={() => setOpen(one.annotation_id)}>
                      {t("look")}
                    </Button>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={1080}
        title={t("differs")}
        destroyOnHidden
      >
        {open && <FeedbackView annotation={open} />}
      </Drawer>
    </Card>
  );
}
