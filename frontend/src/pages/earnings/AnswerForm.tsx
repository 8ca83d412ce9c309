import { Form, Input, InputNumber, Modal, Radio } from "antd";
import { useAnswerAppeal } from "@/api/earnings";
import type { Appeal } from "@/api/types";
import { common } from "@/i18n/common";
import { appeals as texts } from "@/i18n/earnings";
import { useLocale, useText } from "@/i18n/react";
import { fen, yuan } from "@/parts/money";
import { useNotify } from "@/parts/useNotify";

interface Values {
  verdict: "granted" | "refused";
  amount?: number;
  text: string;
}

/** Grant an appeal with the amount that is right, or refuse it; both with a reason. */
export function AnswerForm({ appeal, onClose }: { appeal: Appeal; onClose: () => void }) {
  const t = useText(texts);
  const c = useText(common);
  const locale = useLocale();
  const notify = useNotify();
  const answer = useAnswerAppeal();
  const [form] = Form.useForm<Values>();
  const verdict = Form.useWatch("verdict", form);
  const submit = async ({ verdict, amount, text }: Values) => {
    const amount_fen = verdict === "granted" && amount !== undefined ? fen(amount) : null;
    await answer.mutateAsync({ appeal, answer: { verdict, text, amount_fen } });
    notify.done(t("saved"));
    onClose();
  };
  const now = appeal.line.amount_fen;
  return (
    <Modal
      open
      title={`${appeal.person_name} · ${appeal.line.item_name ?? ""}`}
      okText={t("answer")}
      confirmLoading={answer.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <blockquote className="pay-text">{appeal.text}</blockquote>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item name="verdict" label={t("verdict")} rules={[{ required: true, message: c("required") }]}>
          <Radio.Group
            optionType="button"
            options={[
              { value: "granted", label: t("grant") },
              { value: "refused", label: t("refuse") },
            ]}
          />
        </Form.Item>
        {verdict === "granted" && (
          <Form.Item
            name="amount"
            label={t("amount")}
            extra={t("amountHelp", { amount: yuan(now, locale) })}
            rules={[{ required: true, message: c("required") }]}
          >
            <InputNumber min={(now + 1) / 100} max={100000} step={0.1} precision={2} prefix="¥" />
          </Form.Item>
        )}
        <Form.Item
          name="text"
          label={t("reason")}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
