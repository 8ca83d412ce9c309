import { Form, Input, Modal } from "antd";
import { useChangeTeam, useMakeTeam } from "@/api/people";
import type { NewTeam, Team } from "@/api/types";
import { teams as texts } from "@/i18n/people";
import { useText } from "@/i18n/react";
import { useWho } from "@/parts/me";
import { CentrePicker, PersonPicker } from "@/parts/Pickers";

/** A new team, or the name and leader of one that stands. */
export function TeamForm({ team, onClose }: { team?: Team; onClose: () => void }) {
  const t = useText(texts);
  const me = useWho();
  const make = useMakeTeam();
  const change = useChangeTeam();
  const [form] = Form.useForm<NewTeam>();
  const centre = Form.useWatch("centre_id", form) ?? team?.centre_id;
  const submit = async ({ centre_id, name, leader_id }: NewTeam) => {
    const leader = leader_id ?? null;
    if (team) await change.mutateAsync({ id: team.id, changes: { name, leader_id: leader } });
    else await make.mutateAsync({ centre_id, name, leader_id: leader });
    onClose();
  };
  return (
    <Modal
      open
      title={team ? t("edit") : t("add")}
      confirmLoading={make.isPending || change.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<NewTeam>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          centre_id: team?.centre_id ?? me.centre_id ?? undefined,
          name: team?.name,
          leader_id: team?.leader_id ?? undefined,
        }}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item
          name="centre_id"
          label={t("centre")}
          hidden={team !== undefined || me.centre_id !== null}
          rules={[{ required: true, message: t("giveCentre") }]}
        >
          <CentrePicker />
        </Form.Item>
        <Form.Item name="name" label={t("name")} rules={[{ required: true, message: t("giveName") }]}>
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="leader_id" label={t("leader")}>
          <PersonPicker allowClear centre={centre} name={team?.leader_name} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
