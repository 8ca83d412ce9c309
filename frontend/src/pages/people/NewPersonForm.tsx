import { Button, Drawer, Form, Input, Select } from "antd";
import { useMakePerson } from "@/api/people";
import type { MadePerson, Role } from "@/api/types";
import { common } from "@/i18n/common";
import { people } from "@/i18n/people";
import { useText } from "@/i18n/react";
import { roleWords } from "@/i18n/words";
import { useMay, useWho } from "@/parts/me";
import { CentrePicker, CustomerPicker, TeamPicker } from "@/parts/Pickers";
import { grantable, grantOf, scopeOf } from "./grants";

interface Values {
  name: string;
  login?: string;
  roles?: Role[];
  centre_id?: number;
  customer_id?: number;
  team_id?: number;
}

interface NewPersonFormProps {
  onMade: (made: MadePerson) => void;
  onClose: () => void;
}

/** A new person, with an account where there is to be one. */
export function NewPersonForm({ onMade, onClose }: NewPersonFormProps) {
  const t = useText(people);
  const c = useText(common);
  const roleWord = useText(roleWords);
  const me = useWho();
  const may = useMay();
  const make = useMakePerson();
  const [form] = Form.useForm<Values>();
  const roles = Form.useWatch("roles", form) ?? [];
  const centre = Form.useWatch("centre_id", form);
  const forCustomer = roles.some((role) => scopeOf(role) === "customer");
  const submit = async ({ roles: chosen = [], ...values }: Values) => {
    const scope = { centre_id: values.centre_id ?? null, customer_id: values.customer_id ?? null };
    onMade(
      await make.mutateAsync({
        ...values,
        login: values.login || null,
        roles: chosen.map((role) => grantOf(role, scope)),
      }),
    );
    onClose();
  };
  return (
    <Drawer
      open
      size={480}
      title={t("add")}
      onClose={onClose}
      footer={
        <div className="drawer-foot">
          <Button onClick={onClose}>{c("cancel")}</Button>
          <Button type="primary" loading={make.isPending} onClick={form.submit}>
            {t("add")}
          </Button>
        </div>
      }
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ centre_id: me.centre_id ?? undefined }}
        onFinish={(values) => submit(values).catch(() => undefined)}
      >
        <Form.Item name="name" label={t("name")} rules={[{ required: true, message: t("giveName") }]}>
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="login" label={t("login")} extra={t("loginHelp")}>
          <Input autoComplete="off" />
        </Form.Item>
        {may("grantRoles") && (
          <Form.Item name="roles" label={t("roles")}>
            <Select
              mode="multiple"
              options={grantable(me).map((value) => ({ value, label: roleWord(value) }))}
            />
          </Form.Item>
        )}
        <Form.Item name="centre_id" label={t("centre")} hidden={me.centre_id !== null}>
          <CentrePicker allowClear />
        </Form.Item>
        {forCustomer && (
          <Form.Item
            name="customer_id"
            label={t("customer")}
            rules={[{ required: true, message: c("required") }]}
          >
            <CustomerPicker />
          </Form.Item>
        )}
        {!forCustomer && (
          <Form.Item name="team_id" label={t("team")}>
            <TeamPicker allowClear centre={centre} />
          </Form.Item>
        )}
      </Form>
    </Drawer>
  );
}
