import { Form, Input, InputNumber, Modal } from "antd";
import { useAddRoom } from "@/api/care";
import type { NewRoom } from "@/api/types";
import { careRoom as texts } from "@/i18n/care";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";

interface RoomFormProps {
  centre: number;
  onMade: (room: number) => void;
  onClose: () => void;
}

/** Opens a room. */
export function RoomForm({ centre, onMade, onClose }: RoomFormProps) {
  const t = useText(texts);
  const c = useText(common);
  const add = useAddRoom(centre);
  const [form] = Form.useForm<NewRoom>();
  const rules = [{ required: true, message: c("required") }];
  const save = async (values: NewRoom) => {
    onMade((await add.mutateAsync(values)).id);
    onClose();
  };
  return (
    <Modal
      open
      title={t("addRoom")}
      okText={t("addRoom")}
      confirmLoading={add.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<NewRoom>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => save(values).catch(() => undefined)}
      >
        <Form.Item name="name" label={t("roomName")} rules={rules}>
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item name="places" label={t("places")} rules={rules}>
          <InputNumber min={1} max={500} precision={0} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
