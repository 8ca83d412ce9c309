import { App, Button, Flex, InputNumber, Popover, Select } from "antd";
import { type ReactNode, useState } from "react";
import { useChangeItems } from "@/api/projects";
import type { ItemChanges, ItemFilter, Lot } from "@/api/types";
import { items } from "@/i18n/items";
import { useText } from "@/i18n/react";
import { useNotify } from "@/parts/useNotify";

type Change = Omit<ItemChanges, "items" | "matching">;

interface BulkBarProps {
  project: number;
  chosen: number[];
  /** The filter, when all that match it are chosen. */
  all: ItemFilter | null;
  lots: Lot[];
  onAll: () => void;
  onClear: () => void;
}

/** What can be done to all chosen items at once. */
export function BulkBar({ project, chosen, all, lots, onAll, onClear }: BulkBarProps) {
  const t = useText(items);
  const notify = useNotify();
  const { modal } = App.useApp();
  const change = useChangeItems(project);
  if (chosen.length === 0 && !all) return null;

  const apply = async (changes: Change) => {
    let total = 0;
    // One call changes as many as the server does at once; the rest follows until none is left.
    for (;;) {
      const { changed } = await change.mutateAsync(
        all ? { matching: all, ...changes } : { items: chosen, ...changes },
      );
      total += changed;
      if (!all || changed === 0) break;
    }
    notify.done(t("applied", { count: total }));
    onClear();
  };
  const send = (changes: Change) => apply(changes).catch(() => undefined);
  const exclude = () =>
    modal.confirm({
      title: all ? t("excludeAll") : t("excludeAsk", { count: chosen.length }),
      content: t("excludeHelp"),
      okText: t("exclude"),
      onOk: () => send({ excluded: true }),
    });
  const open = lots.filter((lot) => lot.state === "open").map(({ id, name }) => ({ value: id, label: name }));

  return (
    <Flex className="bulk" gap={12} align="center" wrap role="toolbar">
      <b>{all ? t("allChosen") : t("chosen", { count: chosen.length })}</b>
      {!all && (
        <Button type="link" onClick={onAll}>
          {t("chooseAll")}
        </Button>
      )}
      <Asked label={t("setPriority")} help={t("priorityHelp")}>
        {(value, setValue) => (
          <>
            <InputNumber
              autoFocus
              min={-1000}
              max={1000}
              precision={0}
              value={value}
              onChange={(next) => setValue(next ?? undefined)}
            />
            <Button disabled={value === undefined} onClick={() => send({ priority: value })}>
              {t("apply")}
            </Button>
          </>
        )}
      </Asked>
      <Asked label={t("setLot")}>
        {(value, setValue) => (
          <>
            <Select value={value} onChange={setValue} style={{ width: 200 }} options={open} />
            <Button disabled={value === undefined} onClick={() => send({ lot_id: value })}>
              {t("apply")}
            </Button>
            <Button onClick={() => send({ lot_id: null })}>{t("noLot")}</Button>
          </>
        )}
      </Asked>
      <Button danger onClick={exclude}>
        {t("exclude")}
      </Button>
      <Button onClick={() => send({ excluded: false })}>{t("include")}</Button>
      <Button type="text" loading={change.isPending} onClick={onClear}>
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
