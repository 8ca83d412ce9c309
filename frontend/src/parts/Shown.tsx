import { Alert, Button, Flex, Input, Modal } from "antd";
import { useId, useState } from "react";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";

interface ShownOnceProps {
  title: string;
  /** Name of each value and the value; null keeps the window shut. */
  values: { label: string; value: string }[] | null;
  onClose: () => void;
}

/** A secret that the server tells only once: large, copied with one press, gone when closed. */
export function ShownOnce({ title, values, onClose }: ShownOnceProps) {
  const t = useText(common);
  return (
    <Modal
      open={values !== null}
      title={title}
      onCancel={onClose}
      destroyOnHidden
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={onClose}>
          {t("done")}
        </Button>
      }
    >
      <Flex vertical gap={16}>
        <Alert type="warning" showIcon title={t("onceTitle")} description={t("onceHelp")} />
        {values?.map((one) => (
          <Copyable key={one.label} {...one} />
        ))}
      </Flex>
    </Modal>
  );
}

/** A value in a box that can be copied, also where the browser forbids the clipboard (plain http). */
export function Copyable({ label, value }: { label: string; value: string }) {
  const t = useText(common);
  const [copied, setCopied] = useState(false);
  const id = useId();
  const copy = async () => {
    const box = document.getElementById(id);
    if (box instanceof HTMLInputElement) box.select();
    if (navigator.clipboard) await navigator.clipboard.writeText(value);
    else document.execCommand("copy");
    setCopied(true);
  };
  return (
    <div>
      <label htmlFor={id} className="quiet">
        {label}
      </label>
      <Flex gap={8}>
        <Input readOnly value={value} id={id} className="secret" onFocus={(event) => event.target.select()} />
        <Button onClick={copy}>{copied ? t("copied") : t("copy")}</Button>
      </Flex>
    </div>
  );
}
