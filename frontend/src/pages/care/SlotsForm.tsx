import { Checkbox, DatePicker, Form, Modal, TimePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useAddSlots } from "@/api/care";
import type { Room } from "@/api/types";
import { careRoom as texts, weekdayWords } from "@/i18n/care";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";
import { useNotify } from "@/parts/useNotify";

interface Values {
  days: [Dayjs, Dayjs];
  hours: [Dayjs, Dayjs];
  weekdays: number[];
}

const all = [1, 2, 3, 4, 5, 6, 7] as const;

/** Opens a room's slots for a span of days. */
export function SlotsForm({ centre, room, onClose }: { centre: number; room: Room; onClose: () => void }) {
  const t = useText(texts);
  const c = useText(common);
  const weekday = useText(weekdayWords);
  const notify = useNotify();
  const add = useAddSlots(centre, room.id);
  const [form] = Form.useForm<Values>();
  const rules = [{ required: true, message: c("required") }];
  const save = async ({ days, hours, weekdays }: Values) => {
    const [from_date, to_date] = days.map((day) => day.format("YYYY-MM-DD")) as [string, string];
    const [from_time, to_time] = hours.map((hour) => hour.format("HH:mm")) as [string, string];
    const made = await add.mutateAsync({ from_date, to_date, from_time, to_time, weekdays });
    notify.done(t("slotsMade", { count: made }));
    onClose();
  };
  return (
    <Modal
      open
      title={`${t("addSlots")} · ${room.name}`}
      okText={t("addSlots")}
      confirmLoading={add.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          days: [dayjs(), dayjs().add(27, "day")],
          hours: [dayjs("16:30", "HH:mm"), dayjs("18:30", "HH:mm")],
          weekdays: [1, 2, 3, 4, 5],
        }}
        onFinish={(values) => save(values).catch(() => undefined)}
      >
        <Form.Item name="days" label={t("days")} rules={rules}>
          <DatePicker.RangePicker />
        </Form.Item>
        <Form.Item name="hours" label={t("hours")} rules={rules}>
          <TimePicker.RangePicker format="HH:mm" minuteStep={5} needConfirm={false} />
        </Form.Item>
        <Form.Item name="weekdays" label={t("weekdays")} rules={rules}>
          <Checkbox.Group options={all.map((value) => ({ value, label: weekday(`${value}` as const) }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
