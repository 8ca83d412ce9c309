import { Checkbox, Form, Modal, Select } from "antd";
import { useState } from "react";
import { useDeliver, useFormats } from "@/api/intake";
import type { Lot } from "@/api/types";
import { lots as texts } from "@/i18n/lots";
import { useText } from "@/i18n/react";
import { useNotify } from "../useNotify";

interface LotDialogProps {
  project: number;
  lot: Lot;
  onClose: () => void;
}

/** Asks for the format, then freezes the lot into a file. */
export function DeliverDialog({ project, lot, onClose }: LotDialogProps) {
  const t = useText(texts);
  const notify = useNotify();
  const formats = useFormats();
  const deliver = useDeliver(project);
  const [media, setMedia] = useState(false);
  const [format, setFormat] = useState("beanfield");
  const submit = async () => {
    await deliver.mutateAsync({ lot: lot.id, delivery: { format, media } });
    notify.done(t("delivering"));
    onClose();
  };
  return (
    <Modal
      open
      title={t("deliverTitle", { name: lot.name })}
      okText={t("deliver")}
      confirmLoading={deliver.isPending}
      onOk={() => submit().catch(() => undefined)}
      onCancel={onClose}
    >
      <p>{t("deliverHelp")}</p>
      <Form layout="vertical">
        <Form.Item label={t("format")}>
          <Select
            value={format}
            onChange={setFormat}
            loading={formats.isPending}
            options={formats.data
              ?.filter(({ writes }) => writes)
              .map(({ name, title }) => ({ value: name, label: title || name }))}
          />
        </Form.Item>
        <Checkbox checked={media} onChange={({ target }) => setMedia(target.checked)}>
          {t("withMedia")}
        </Checkbox>
      </Form>
    </Modal>
  );
}
