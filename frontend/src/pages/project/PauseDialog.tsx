import { Form, Input, Modal } from "antd";
import { useState } from "react";
import { useChangeAssignment } from "@/api/projects";
import type { Assignment } from "@/api/types";
import { assignments } from "@/i18n/assignments";
import { useText } from "@/i18n/react";

interface PauseDialogProps {
  project: number;
  assignment: Assignment;
  onClose: () => void;
}

/** Pauses an assignment, with the reason that the person will read. */
export function PauseDialog({ project, assignment, onClose }: PauseDialogProps) {
  const t = useText(assignments);
  const change = useChangeAssignment(project);
  const [note, setNote] = useState("");
  const submit = async () => {
    await change.mutateAsync({ id: assignment.id, changes: { paused: true, pause_note: note } });
    onClose();
  };
  return (
    <Modal
      open
      title={t("pause")}
      okText={t("pause")}
      confirmLoading={change.isPending}
      onOk={() => submit().catch(() => undefined)}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={t("pauseNote")}>
          <Input autoFocus value={note} onChange={({ target }) => setNote(target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
