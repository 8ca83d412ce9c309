import { Form, InputNumber, Modal, Segmented } from "antd";
import { useAssign } from "@/api/projects";
import type { Project, Task } from "@/api/types";
import { assignments } from "@/i18n/assignments";
import { useText } from "@/i18n/react";
import { taskWords } from "@/i18n/words";
import { PersonPicker, TeamPicker } from "@/parts/Pickers";
import { useNotify } from "@/parts/useNotify";

interface Values {
  task: Task;
  kind: "team" | "person";
  team_id?: number;
  person_id?: number;
  cap?: number;
}

const tasks: Task[] = ["annotate", "review", "adjudicate"];

/** A team or a person gets a task in the project. */
export function AssignForm({ project, onClose }: { project: Project; onClose: () => void }) {
  const t = useText(assignments);
  const task = useText(taskWords);
  const notify = useNotify();
  const assign = useAssign(project.id);
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch("kind", form) ?? "team";
  const submit = async (values: Values) => {
    const whom = values.kind === "team" ? { team_id: values.team_id } : { person_id: values.person_id };
    await assign.mutateAsync({ task: values.task, cap: values.cap ?? null, ...whom });
    notify.done(t("assigned"));
    onClose();
  };
  return (
    <Modal
      open
      title={t("assign")}
      okText={t("assign")}
      confirmLoading={assign.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ task: "annotate", kind: "team" }}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item name="task" label={t("task")}>
          <Segmented block options={tasks.map((value) => ({ value, label: task(value) }))} />
        </Form.Item>
        <Form.Item name="kind" label={t("who")}>
          <Segmented
            block
            options={(["team", "person"] as const).map((value) => ({ value, label: t(value) }))}
          />
        </Form.Item>
        {kind === "team" ? (
          <Form.Item name="team_id" label={t("team")} rules={[{ required: true, message: t("choose") }]}>
            <TeamPicker centre={project.centre_id} />
          </Form.Item>
        ) : (
          <Form.Item name="person_id" label={t("person")} rules={[{ required: true, message: t("choose") }]}>
            <PersonPicker centre={project.centre_id} />
          </Form.Item>
        )}
        <Form.Item name="cap" label={t("cap")} extra={t("capHelp")}>
          <InputNumber min={1} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
