import { App, Button, Flex, InputNumber, Popover, Select } from "antd";
import { type ReactNode, useState } from "react";
import { useChangeItems } from "@/api/projects";
import type { ItemChanges, Lot } from "@/api/types";
import { items } from "@/i18n/items";
import { useText } from "@/i18n/react";
import { useNotify } from "@/parts/useNotify";

interface BulkBarProps {
  project: number;
  chosen: number[];
  lots: Lot[];
  onClear: () => void;
}

/** What can be done to all chosen items at once. */
export function BulkBar({ project, chosen, lots, onClear }: BulkBarProps) {
  const t = useText(items);
  const notify = useNotify();
  const { modal } = App.useApp();
  const change = useChangeItems(project);
  if (chosen.length === 0) return null;
  const apply = async (changes: Omit<ItemChanges, "items">) => {
    const { changed } = await change.mutateAsync({ items: chosen, ...changes });
    notify.done(t("applied", { count: changed }));
    onClear();
  };
  const exclude = () =>
    modal.confirm({
      title: t("excludeAsk", { count: chosen.length }),
      content: t("excludeHelp"),
      okText: t("exclude"),
      onOk: () => apply({ excluded: true }).catch(() => undefined),
    });
  const send = (changes: Omit<ItemChanges, "items">) => apply(changes).catch(() => undefined);
  return (
    <Flex className="bulk" gap={12} align="center" wrap role="toolbar">
      <b>{t("chosen", { count: chosen.length })}</b>
      <Asked label={t("setPriority")} help={t("priorityHelp")}>
        {(value, setValue) => (
          <>
            <InputNumber autoFocus value={value} onChange={(next) => setValue(next ?? undefined)} />
            <Button disabled={value === undefined} onClick={() => send({ priority: value })}>
              {t("apply")}
            </Button>
          </>
        )}
      </Asked>
      <Asked label={t("setLot")}>
        {(value, setValue) => (
          <>
            <Select
              value={value}
              onChange={setValue}
              style={{ width: 200 }}
              options={lots
                .filter((lot) => lot.state === "open")
                .map(({ id, name }) => ({ value: id, label: name }))}
            />
            <Button disabled={value === undefined} onClick={() => send({ lot_id: value })}>
              {t("apply")}
            </Button>
          </>
        )}
      </Asked>
      <Button danger onClick={exclude}>
        {t("exclude")}
      </Button>
      <Button onClick={() => send({ excluded: false })}>{t("include")}</Button>
      <Button type="text" onClick={onClear}>
        {t("clear")}
      </Button>
    </Flex>
  );
}

interface AskedProps {
  label: string;
  help?: string;
  children: (value: number | undefined, setValue: (value: number | undefined) => void) => ReactNode;
}

function Asked({ label, help, children }: AskedProps) {
  const [value, setValue] = useState<number>();
  return (
    <Popover
      trigger="click"
      destroyOnHidden
      content={
        <Flex vertical gap={8}>
          <Flex gap={8}>{children(value, setValue)}</Flex>
          {help && <span className="quiet">{help}</span>}
        </Flex>
      }
    >
      <Button>{label}</Button>
    </Popover>
  );
}
