import { Button, Flex, Input, Select } from "antd";
import { useState } from "react";
import { useStores } from "@/api/intake";
import { intake } from "@/i18n/intake";
import { useText } from "@/i18n/react";

interface StoreImportProps {
  project: number;
  disabled: boolean;
  onStart: (store: string, prefix: string) => void;
}

/** Data from a store that the administrator has named; nothing where there is none. */
export function StoreImport({ project, disabled, onStart }: StoreImportProps) {
  const t = useText(intake);
  const stores = useStores(project).data ?? [];
  const [store, setStore] = useState<string | null>(null);
  const [prefix, setPrefix] = useState("");
  if (stores.length === 0) return null;
  const chosen = store ?? stores[0] ?? "";
  return (
    <div className="intake-store">
      <b>{t("fromStore")}</b>
      <Flex gap={8} wrap>
        <Select
          aria-label={t("store")}
          disabled={disabled}
          value={chosen}
          options={stores.map((name) => ({ value: name, label: name }))}
          onChange={setStore}
        />
        <Input
          className="intake-prefix"
          aria-label={t("prefix")}
          placeholder={t("prefix")}
          disabled={disabled}
          value={prefix}
          onChange={({ target }) => setPrefix(target.value)}
        />
        <Button disabled={disabled} onClick={() => onStart(chosen, prefix.trim())}>
          {t("startStore")}
        </Button>
      </Flex>
      <small className="quiet">{t("storeHelp")}</small>
    </div>
  );
}
