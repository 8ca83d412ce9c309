import { Form, InputNumber, Modal, Select } from "antd";
import { useGoldFromWork } from "@/api/gold";
import type { GoldFromWork } from "@/api/types";
import { gold } from "@/i18n/gold";
import { useText } from "@/i18n/react";
import { useNotify } from "@/parts/useNotify";

/** Draws gold by chance from what reviewers passed or adjudicators decided. */
export function GoldFromWorkForm({ project, onClose }: { project: number; onClose: () => void }) {
  const t = useText(gold);
  const notify = useNotify();
  const make = useGoldFromWork(project);
  const [form] = Form.useForm<GoldFromWork>();
  const draw = async (wanted: GoldFromWork) => {
    const { made } = await make.mutateAsync(wanted);
    notify.done(t("drawn", { count: made }));
    onClose();
  };
  return (
    <Modal
      open
      title={t("fromWork")}
      okText={t("draw")}
      onOk={form.submit}
      onCancel={onClose}
      confirmLoading={make.isPending}
    >
      <p className="quiet">{t("fromWorkHelp")}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ of: "accepted", count: 20 }}
        onFinish={(wanted) => draw(wanted).catch(() => undefined)}
      >
        <Form.Item name="of" label={t("item")}>
          <Select
            options={(["accepted", "adjudicated"] as const).map((value) => ({ value, label: t(value) }))}
          />
        </Form.Item>
        <Form.Item name="count" label={t("count")}>
          <InputNumber min={1} max={1000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
