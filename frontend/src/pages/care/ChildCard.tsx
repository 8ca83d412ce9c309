import { App, Button, Flex, Form, Input } from "antd";
import { useState } from "react";
import { useAddPickup, useChangeChild, useRevokePickup } from "@/api/care";
import type { Child, NewPickup, Pickup } from "@/api/types";
import { care as texts } from "@/i18n/care";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";
import { useNotify } from "@/parts/useNotify";
import { ageOn } from "./age";

/** One child: what staff should know, and who may collect it. */
export function ChildCard({ child, today }: { child: Child; today: string }) {
  const t = useText(texts);
  const [adding, setAdding] = useState(false);
  return (
    <section className="card child-card">
      <div className="section-head">
        <h3>{child.name}</h3>
        <span className="quiet">{t("years", { count: ageOn(child.born, today) })}</span>
      </div>
      <Notes key={child.notes} child={child} />
      <h4>{t("pickups")}</h4>
      <ul className="pickups">
        {child.pickups.map((one) => (
          <PickupRow key={one.id} child={child} pickup={one} />
        ))}
      </ul>
      {adding ? (
        <PickupForm child={child} onClose={() => setAdding(false)} />
      ) : (
        <Button onClick={() => setAdding(true)}>{t("addPickup")}</Button>
      )}
    </section>
  );
}

function Notes({ child }: { child: Child }) {
  const t = useText(texts);
  const c = useText(common);
  const notify = useNotify();
  const change = useChangeChild(child.id);
  const [notes, setNotes] = useState(child.notes);
  const save = async () => {
    await change.mutateAsync({ notes });
    notify.done(c("saved"));
  };
  return (
    <Flex vertical gap={8}>
      <span className="quiet">{t("notes")}</span>
      <Input.TextArea
        aria-label={t("notes")}
        autoSize={{ minRows: 1, maxRows: 5 }}
        maxLength={1000}
        value={notes}
        onChange={(event) => setNotes(event.target.value)}
      />
      {notes !== child.notes && (
        <Button loading={change.isPending} onClick={() => save().catch(() => undefined)}>
          {c("save")}
        </Button>
      )}
    </Flex>
  );
}

function PickupRow({ child, pickup }: { child: Child; pickup: Pickup }) {
  const t = useText(texts);
  const { modal } = App.useApp();
  const revoke = useRevokePickup(child.id);
  const ask = () =>
    modal.confirm({
      title: t("revokeAsk", { name: pickup.name }),
      okText: t("revoke"),
      onOk: () => revoke.mutateAsync(pickup.id),
    });
  return (
    <li>
      <span>
        <b>{pickup.name}</b> {pickup.relation} <span className="quiet">{pickup.phone}</span>
      </span>
      <Button type="text" size="small" onClick={ask}>
        {t("revoke")}
      </Button>
    </li>
  );
}

function PickupForm({ child, onClose }: { child: Child; onClose: () => void }) {
  const t = useText(texts);
  const c = useText(common);
  const add = useAddPickup(child.id);
  const rules = [{ required: true, message: c("required") }];
  const save = async (values: NewPickup) => {
    await add.mutateAsync(values);
    onClose();
  };
  return (
    <Form<NewPickup>
      layout="vertical"
      requiredMark={false}
      onFinish={(values) => save(values).catch(() => undefined)}
    >
      <Form.Item name="name" label={t("pickupName")} rules={rules}>
        <Input autoFocus maxLength={60} />
      </Form.Item>
      <Form.Item name="relation" label={t("relation")} rules={rules}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="phone" label={t("phone")} rules={[...rules, { min: 3 }]}>
        <Input maxLength={30} />
      </Form.Item>
      <Flex gap={8}>
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {t("addPickup")}
        </Button>
        <Button onClick={onClose}>{c("cancel")}</Button>
      </Flex>
    </Form>
  );
}
