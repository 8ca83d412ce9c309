import { useNavigate } from "@tanstack/react-router";
import { Button, Drawer, Form, Input, Segmented } from "antd";
import { useMakeProject } from "@/api/projects";
import type { MediaKind, NewProject } from "@/api/types";
import { common } from "@/i18n/common";
import { projects } from "@/i18n/projects";
import { useText } from "@/i18n/react";
import { mediaWords } from "@/i18n/words";
import { useMay, useWho } from "@/parts/me";
import { CentrePicker, CustomerPicker } from "@/parts/Pickers";
import { useNotify } from "@/parts/useNotify";

const kinds: MediaKind[] = ["image", "text", "chat", "audio"];

/** A new project: only what must be known at once; the rest has its own tabs. */
export function NewProjectForm({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText(projects);
  const c = useText(common);
  const media = useText(mediaWords);
  const me = useWho();
  const may = useMay();
  const notify = useNotify();
  const navigate = useNavigate();
  const make = useMakeProject();
  const [form] = Form.useForm<NewProject>();

  const submit = async (values: NewProject) => {
    const made = await make.mutateAsync(values);
    notify.done(t("made"));
    onClose();
    await navigate({
      to: "/projects/$projectId",
      params: { projectId: String(made.id) },
      search: { tab: "schema" },
    });
  };

  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t("create")}
      size={520}
      destroyOnHidden
      footer={
        <div className="drawer-foot">
          <span className="quiet">{t("next")}</span>
          <Button type="primary" loading={make.isPending} onClick={form.submit}>
            {c("create")}
          </Button>
        </div>
      }
    >
      <Form<NewProject>
        form={form}
        layout="vertical"
        initialValues={{ media: "image", centre_id: me.centre_id ?? undefined }}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item name="name" label={t("name")} rules={[{ required: true, message: t("giveName") }]}>
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="media" label={t("media")}>
          <Segmented block options={kinds.map((value) => ({ value, label: media(value) }))} />
        </Form.Item>
        <Form.Item
          name="centre_id"
          label={t("centre")}
          rules={[{ required: true, message: t("giveCentre") }]}
        >
          <CentrePicker />
        </Form.Item>
        {may("seeCustomers") && (
          <Form.Item name="customer_id" label={t("customer")} extra={t("customerHelp")}>
            <CustomerPicker allowClear />
          </Form.Item>
        )}
        <Form.Item name="description" label={t("description")}>
          <Input.TextArea rows={4} maxLength={4000} />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
