import { Select } from "antd";
import { useState } from "react";
import { useCentres, useCustomers, usePeopleNamed, useTeams } from "@/api/people";
import type { Role } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { parts } from "@/i18n/parts";
import { useLocale, useText } from "@/i18n/react";

interface PickerProps {
  value?: number | null;
  onChange?: (id: number | undefined) => void;
  id?: string;
  disabled?: boolean;
  allowClear?: boolean;
  style?: React.CSSProperties;
}

/** One person, found by typing part of the name. */
export function PersonPicker({
  centre,
  role,
  name,
  ...picker
}: PickerProps & { centre?: number; role?: Role; name?: string | null }) {
  const t = useText(parts);
  const [typed, setTyped] = useState("");
  const people = usePeopleNamed(typed, { centre_id: centre, role });
  const options = (people.data?.rows ?? []).map((person) => ({
    value: person.id,
    label: [person.name, person.team_name].filter(Boolean).join(" · "),
  }));
  if (picker.value && name && !options.some((one) => one.value === picker.value)) {
    options.unshift({ value: picker.value, label: name });
  }
  return (
    <Select
      {...picker}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={t("choosePerson")}
      aria-label={picker.id ? undefined : t("choosePerson")}
      loading={people.isFetching}
      notFoundContent={people.isFetching ? undefined : t("nobody")}
      options={options}
    />
  );
}

export function TeamPicker({ centre, ...picker }: PickerProps & { centre?: number }) {
  const t = useText(parts);
  const teams = useTeams(centre);
  return (
    <Select
      {...picker}
      showSearch={{ optionFilterProp: "label" }}
      placeholder={t("chooseTeam")}
      aria-label={picker.id ? undefined : t("chooseTeam")}
      loading={teams.isPending}
      options={teams.data?.map((team) => ({ value: team.id, label: team.name }))}
    />
  );
}

export function CentrePicker(picker: PickerProps) {
  const t = useText(parts);
  const locale = useLocale();
  const centres = useCentres();
  return (
    <Select
      {...picker}
      showSearch={{ optionFilterProp: "label" }}
      placeholder={t("chooseCentre")}
      loading={centres.isPending}
      options={centres.data?.map((centre) => ({
        value: centre.id,
        label: titleIn({ zh: centre.name_zh, en: centre.name_en }, locale),
      }))}
    />
  );
}

export function CustomerPicker(picker: PickerProps) {
  const t = useText(parts);
  const locale = useLocale();
  const customers = useCustomers();
  return (
    <Select
      {...picker}
      showSearch={{ optionFilterProp: "label" }}
      placeholder={t("chooseCustomer")}
      loading={customers.isPending}
      options={customers.data?.map((customer) => ({
        value: customer.id,
        label: titleIn({ zh: customer.name_zh, en: customer.name_en }, locale),
      }))}
    />
  );
}
