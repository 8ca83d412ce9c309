import { Button, DatePicker, Flex, Form, Input, InputNumber, Modal, type TableColumnsType } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { useMinimumWages, useRecordWage } from "@/api/earnings";
import type { MinimumWage } from "@/api/types";
import { common } from "@/i18n/common";
import { payroll as texts } from "@/i18n/earnings";
import { useLocale, useText } from "@/i18n/react";
import { useMay } from "@/parts/me";
import { fen, yuan } from "@/parts/money";
import { SimpleTable } from "@/parts/SimpleTable";

/** The minimum wages of the centre's county, as recorded. */
export function Wages({ centre }: { centre: number }) {
  const t = useText(texts);
  const may = useMay();
  const locale = useLocale();
  const read = useMinimumWages(centre);
  const [adding, setAdding] = useState(false);
  const money = (amount: number) => <span className="money">{yuan(amount, locale)}</span>;
  const columns: TableColumnsType<MinimumWage> = [
    { title: t("from"), dataIndex: "from_date", render: (date: string) => <b>{date}</b> },
    { title: t("monthly"), dataIndex: "monthly_fen", align: "right", render: money },
    { title: t("partTime"), dataIndex: "hourly_fen", align: "right", render: money },
    { title: t("source"), dataIndex: "source" },
    { title: t("recordedBy"), dataIndex: "recorded_by_name", render: (name: string | null) => name ?? "–" },
  ];
  return (
    <div className="card pay-wages">
      <div className="section-head">
        <h3>{t("wages")}</h3>
        {may("managePay") && <Button onClick={() => setAdding(true)}>{t("addWage")}</Button>}
      </div>
      <SimpleTable<MinimumWage> read={read} columns={columns} nothing={t("noWages")} />
      {adding && <WageForm centre={centre} onClose={() => setAdding(false)} />}
    </div>
  );
}

interface Values {
  from: Dayjs;
  monthly: number;
  hourly: number;
  source: string;
}

function WageForm({ centre, onClose }: { centre: number; onClose: () => void }) {
  const t = useText(texts);
  const c = useText(common);
  const record = useRecordWage(centre);
  const [form] = Form.useForm<Values>();
  const rules = [{ required: true, message: c("required") }];
  const submit = async ({ from, monthly, hourly, source }: Values) => {
    await record.mutateAsync({
      from_date: from.format("YYYY-MM-DD"),
      monthly_fen: fen(monthly),
      hourly_fen: fen(hourly),
      source,
    });
    onClose();
  };
  return (
    <Modal open title={t("addWage")} confirmLoading={record.isPending} onOk={form.submit} onCancel={onClose}>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item name="from" label={t("from")} rules={rules}>
          <DatePicker />
        </Form.Item>
        <Flex gap={16}>
          <Form.Item name="monthly" label={t("monthly")} rules={rules}>
            <InputNumber min={1} max={100000} precision={2} prefix="¥" />
          </Form.Item>
          <Form.Item name="hourly" label={t("partTime")} rules={rules}>
            <InputNumber min={0.01} max={10000} precision={2} prefix="¥" />
          </Form.Item>
        </Flex>
        <Form.Item name="source" label={t("source")} rules={rules}>
          <Input maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
