import { Button, Checkbox, Flex, Form, Input, InputNumber, Modal, Radio, Select } from "antd";
import { useAddRule, useChangeRule, useDryRun, useRulePresets } from "@/api/checks";
import type { NewRule, QualityRule, Rule } from "@/api/types";
import { rules } from "@/i18n/checks";
import { useText } from "@/i18n/react";
import { useMay } from "@/parts/me";
import { useNotify } from "@/parts/useNotify";
import { DryRunView } from "./DryRunView";
import { actions, collectors, newRule, type Values, valuesOf } from "./ruleValues";

interface RuleFormProps {
  project: number;
  rule: QualityRule | null;
  onClose: () => void;
}

const days = 30;

/** Writes a rule, and shows whom it would have hit before it goes live. */
export function RuleForm({ project, rule, onClose }: RuleFormProps) {
  const t = useText(rules);
  const may = useMay();
  const notify = useNotify();
  const [form] = Form.useForm<Values>();
  const add = useAddRule(project);
  const change = useChangeRule(project);
  const dry = useDryRun(project);
  const fixed = rule?.state === "live" || !may("manageRules");
  const save = async (made: NewRule) => {
    await (rule ? change.mutateAsync({ id: rule.id, ...made }) : add.mutateAsync(made));
    notify.done(t("saved"));
    onClose();
  };
  const run = async () => dry.mutate({ ...newRule(await form.validateFields()), days });
  return (
    <Modal
      open
      title={rule?.name ?? t("add")}
      width={860}
      confirmLoading={add.isPending || change.isPending}
      okButtonProps={{ style: fixed ? { display: "none" } : undefined }}
      onOk={form.submit}
      onCancel={onClose}
    >
      {!rule && (
        <Presets project={project} onChoose={(name, it) => form.setFieldsValue(valuesOf(name, it))} />
      )}
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={fixed}
        initialValues={valuesOf(rule?.name ?? "", rule?.rule ?? null)}
        onFinish={(values) => save(newRule(values)).catch(() => undefined)}
      >
        <Condition />
        <Action />
      </Form>
      <Button onClick={() => run().catch(() => undefined)} loading={dry.isPending}>
        {t("dryRun")}
      </Button>
      {dry.data && <DryRunView found={dry.data} days={days} project={project} />}
    </Modal>
  );
}

function Presets({ project, onChoose }: { project: number; onChoose: (name: string, rule: Rule) => void }) {
  const t = useText(rules);
  const read = useRulePresets(project);
  return (
    <Select
      placeholder={t("preset")}
      aria-label={t("preset")}
      style={{ width: "100%", marginBottom: 16 }}
      options={read.data?.map((one) => ({ value: one.key, label: `${one.name} — ${one.text}` }))}
      onChange={(key: string) => {
        const chosen = read.data?.find((one) => one.key === key);
        if (chosen) onChoose(chosen.name, chosen.rule);
      }}
    />
  );
}

function Condition() {
  const t = useText(rules);
  const within = Form.useWatch<Values["within"]>("within");
  return (
    <>
      <Form.Item name="name" label={t("name")} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Flex gap={16} wrap>
        <Form.Item name="collector" label={t("collector")}>
          <Select style={{ width: 220 }} options={collectors.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <Form.Item name="sense" label={t("sense")}>
          <Radio.Group
            optionType="button"
            options={[
              { value: "below", label: t("below") },
              { value: "above", label: t("above") },
            ]}
          />
        </Form.Item>
        <Form.Item name="threshold" label={t("threshold")} rules={[{ required: true }]}>
          <InputNumber min={0} step={0.05} style={{ width: 84 }} />
        </Form.Item>
        <Form.Item name="least" label={t("least")} rules={[{ required: true }]}>
          <InputNumber min={1} precision={0} style={{ width: 84 }} />
        </Form.Item>
        <Form.Item name="within" label={t("window")}>
          <Select
            style={{ width: 100 }}
            options={(["everything", "count", "days"] as const).map((value) => ({ value, label: t(value) }))}
          />
        </Form.Item>
        {within !== "everything" && (
          <Form.Item name="span" label=" " colon={false} rules={[{ required: true }]}>
            <InputNumber min={1} precision={0} style={{ width: 84 }} aria-label={t("window")} />
          </Form.Item>
        )}
      </Flex>
      <Form.Item name="sure" valuePropName="checked">
        <Checkbox>{t("sure")}</Checkbox>
      </Form.Item>
    </>
  );
}

function Action() {
  const t = useText(rules);
  const action = Form.useWatch<Values["action"]>("action");
  return (
    <Flex gap={16} wrap>
      <Form.Item name="action" label={t("action")}>
        <Select style={{ width: 260 }} options={actions.map((value) => ({ value, label: t(value) }))} />
      </Form.Item>
      {action === "review" && (
        <Form.Item name="review_share" label={t("share")} rules={[{ required: true }]}>
          <InputNumber min={0.05} max={1} step={0.05} />
        </Form.Item>
      )}
      {action === "restrict" && (
        <Form.Item name="day_cap" label={t("cap")} rules={[{ required: true }]}>
          <InputNumber min={1} precision={0} />
        </Form.Item>
      )}
      {action === "retrain" && (
        <Form.Item name="skill" label={t("skill")} rules={[{ required: true }]}>
          <Input style={{ width: 220 }} />
        </Form.Item>
      )}
      {action === "ask_again" && (
        <Form.Item name="ask_items" label={t("askItems")} rules={[{ required: true }]}>
          <InputNumber min={1} max={200} precision={0} />
        </Form.Item>
      )}
    </Flex>
  );
}
