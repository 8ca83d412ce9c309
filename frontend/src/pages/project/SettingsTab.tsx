import { useNavigate } from "@tanstack/react-router";
import { App, Button, Flex, Form, Input, InputNumber } from "antd";
import { useChangeProject, useDropProject } from "@/api/projects";
import type { Pipeline, Project, ProjectChanges } from "@/api/types";
import { settings } from "@/i18n/assignments";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";
import { useMay } from "@/parts/me";
import { CustomerPicker } from "@/parts/Pickers";
import { useNotify } from "@/parts/useNotify";
import { PipelineInputs } from "./PipelineInputs";

interface Values extends Pick<ProjectChanges, "name" | "description" | "priority" | "customer_id"> {
  pipeline: Pipeline;
}

/** A project's name and the rules of its production. */
export default function SettingsTab({ project }: { project: Project }) {
  const t = useText(settings);
  const c = useText(common);
  const may = useMay();
  const notify = useNotify();
  const change = useChangeProject(project.id);
  const [form] = Form.useForm<Values>();
  const submit = async ({ pipeline, ...rest }: Values) => {
    await change.mutateAsync({
      ...rest,
      customer_id: rest.customer_id ?? null,
      pipeline: { ...project.pipeline, ...emptied(pipeline) },
    });
    notify.done(c("saved"));
  };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="settings"
      initialValues={{
        name: project.name,
        description: project.description,
        priority: project.priority,
        customer_id: project.customer_id ?? undefined,
        pipeline: project.pipeline,
      }}
      onFinish={(values) => submit(values).catch(() => undefined)}
    >
      <section className="card">
        <h3>{t("general")}</h3>
        <Form.Item name="name" label={t("name")} rules={[{ required: true, message: c("required") }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="description" label={t("description")}>
          <Input.TextArea rows={3} />
        </Form.Item>
        <Form.Item name="priority" label={t("priority")} extra={t("priorityHelp")}>
          <InputNumber precision={0} />
        </Form.Item>
        {may("seeCustomers") && (
          <Form.Item name="customer_id" label={t("customer")}>
            <CustomerPicker allowClear />
          </Form.Item>
        )}
      </section>
      <PipelineInputs />
      <Flex gap={12} justify="space-between" className="settings-foot">
        {may("deleteProject") ? <DropButton project={project} /> : <span />}
        <Button type="primary" size="large" htmlType="submit" loading={change.isPending}>
          {t("save")}
        </Button>
      </Flex>
    </Form>
  );
}

/** Inputs that were cleared come back as undefined or ""; the server wants null. */
function emptied(pipeline: Pipeline): Pipeline {
  return Object.fromEntries(
    Object.entries(pipeline).map(([name, value]) => [
      name,
      value === undefined || value === "" ? null : value,
    ]),
  ) as unknown as Pipeline;
}

function DropButton({ project }: { project: Project }) {
  const t = useText(settings);
  const notify = useNotify();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const drop = useDropProject(project.id);
  const ask = () =>
    modal.confirm({
      title: t("deleteAsk", { name: project.name }),
      content: t("dangerHelp"),
      okText: t("danger"),
      okButtonProps: { danger: true },
      onOk: async () => {
        await navigate({ to: "/projects" });
        await drop.mutateAsync();
        notify.done(t("deleted"));
      },
    });
  return (
    <Button danger onClick={ask}>
      {t("danger")}
    </Button>
  );
}
