import { Button, Flex, Select, Tag } from "antd";
import { useState } from "react";
import { useCentres, useCustomers, useSetRoles } from "@/api/people";
import type { Grant, Person, Role } from "@/api/types";
import { common } from "@/i18n/common";
import { titleIn } from "@/i18n/core";
import { people } from "@/i18n/people";
import { useLocale, useText } from "@/i18n/react";
import { roleWords } from "@/i18n/words";
import { useMay, useWho } from "@/parts/me";
import { CentrePicker, CustomerPicker } from "@/parts/Pickers";
import { useNotify } from "@/parts/useNotify";
import { grantable, grantOf, scopeOf } from "./grants";

/** The roles of a person with their scopes; nobody changes their own. */
export function RoleEditor({ person }: { person: Person }) {
  const t = useText(people);
  const c = useText(common);
  const role = useText(roleWords);
  const me = useWho();
  const may = useMay();
  const notify = useNotify();
  const scopeName = useScopeNames();
  const [grants, setGrants] = useState<Grant[]>(person.roles);
  const set = useSetRoles();
  const editable = may("grantRoles") && person.id !== me.person_id;
  const allowed = grantable(me);
  const save = async () => {
    await set.mutateAsync({ id: person.id, grants });
    notify.done(c("saved"));
  };
  return (
    <Flex vertical gap={12} align="start">
      <div>
        {grants.length === 0 && <span className="quiet">{t("noRoles")}</span>}
        {grants.map((grant) => (
          <Tag
            key={JSON.stringify(grant)}
            className="role-tag"
            closable={editable && allowed.includes(grant.role)}
            onClose={(event) => {
              event.preventDefault();
              setGrants(grants.filter((one) => one !== grant));
            }}
          >
            {role(grant.role)} · {scopeName(grant)}
          </Tag>
        ))}
      </div>
      {editable && (
        <>
          <AddGrant person={person} onAdd={(grant) => setGrants([...grants, grant])} />
          <Button
            disabled={JSON.stringify(grants) === JSON.stringify(person.roles)}
            loading={set.isPending}
            onClick={() => save().catch(() => undefined)}
          >
            {t("saveRoles")}
          </Button>
        </>
      )}
    </Flex>
  );
}

function AddGrant({ person, onAdd }: { person: Person; onAdd: (grant: Grant) => void }) {
  const t = useText(people);
  const role = useText(roleWords);
  const me = useWho();
  const [chosen, setChosen] = useState<Role>();
  const [centre, setCentre] = useState(person.centre_id ?? me.centre_id ?? undefined);
  const [customer, setCustomer] = useState(person.customer_id ?? undefined);
  const scope = chosen && scopeOf(chosen);
  const ready =
    scope === "programme" ||
    (scope === "centre" && centre !== undefined) ||
    (scope === "customer" && customer !== undefined);
  const add = () => {
    if (!chosen) return;
    onAdd(grantOf(chosen, { centre_id: centre ?? null, customer_id: customer ?? null }));
    setChosen(undefined);
  };
  return (
    <Flex gap={8} wrap>
      <Select
        value={chosen}
        placeholder={t("role")}
        aria-label={t("role")}
        style={{ width: 170 }}
        options={grantable(me).map((value) => ({ value, label: role(value) }))}
        onChange={setChosen}
      />
      {scope === "centre" && me.centre_id === null && (
        <CentrePicker value={centre} style={{ width: 200 }} onChange={setCentre} />
      )}
      {scope === "customer" && (
        <CustomerPicker value={customer} style={{ width: 200 }} onChange={setCustomer} />
      )}
      <Button disabled={!ready} onClick={add}>
        {t("addRole")}
      </Button>
    </Flex>
  );
}

/** Names of the places that roles hold in. */
function useScopeNames(): (grant: Grant) => string {
  const t = useText(people);
  const locale = useLocale();
  const may = useMay();
  const centres = useCentres(may("seeCentres"));
  const customers = useCustomers(may("seeCustomers"));
  return ({ centre_id, customer_id }) => {
    if (centre_id === null && customer_id === null) return t("programme");
    const place =
      centre_id === null
        ? customers.data?.find(({ id }) => id === customer_id)
        : centres.data?.find(({ id }) => id === centre_id);
    return place
      ? titleIn({ zh: place.name_zh, en: place.name_en }, locale)
      : String(centre_id ?? customer_id);
  };
}
