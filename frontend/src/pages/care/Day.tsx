import { Alert, Button, DatePicker, Flex, Table, type TableColumnsType, Tag } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useCheckIn, useRoomDay } from "@/api/care";
import type { DaySlot, ExpectedChild, RoomDay, Whereabouts } from "@/api/types";
import { care as own, careRoom as texts, whereWords } from "@/i18n/care";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { Loaded, Nothing } from "@/parts/States";
import { ageOn } from "./age";
import { HandOver } from "./HandOver";
import { SlotTime } from "./SlotTime";

const colours: Record<Whereabouts, string> = { expected: "gold", present: "blue", collected: "green" };

/** The children of a room on a day; those not yet collected stand first. */
export function Day({ room }: { room: number }) {
  const t = useText(texts);
  const [day, setDay] = useState<string>();
  const read = useRoomDay(room, day);
  return (
    <Loaded read={read}>
      {(data) => (
        <>
          <Flex gap={12} align="center" wrap className="care-day">
            <DatePicker
              size="large"
              aria-label={t("day")}
              allowClear={false}
              value={dayjs(data.date)}
              onChange={(chosen) => chosen && setDay(chosen.format("YYYY-MM-DD"))}
            />
            {data.not_collected > 0 && (
              <Alert type="warning" showIcon title={t("earlier", { count: data.not_collected })} />
            )}
          </Flex>
          {data.slots.length === 0 && (
            <div className="card care-slot">
              <Nothing title={t("noSlots")} />
            </div>
          )}
          {data.slots.map((slot) => (
            <Slot key={slot.id} day={data} slot={slot} />
          ))}
        </>
      )}
    </Loaded>
  );
}

const order: Whereabouts[] = ["present", "expected", "collected"];

function Slot({ day, slot }: { day: RoomDay; slot: DaySlot }) {
  const t = useText(texts);
  const [leaving, setLeaving] = useState<ExpectedChild>();
  const columns = useColumns(day, setLeaving);
  const count = (where: Whereabouts) => slot.children.filter((one) => one.whereabouts === where).length;
  const sorted = [...slot.children].sort(
    (a, b) => order.indexOf(a.whereabouts) - order.indexOf(b.whereabouts),
  );
  return (
    <section className="card care-slot">
      <Flex gap={12} align="center" wrap className="section-head">
        <h3>
          <SlotTime date={day.date} from={slot.from_time} to={slot.to_time} />
        </h3>
        <Flex gap={8}>
          <Tag color={colours.expected}>{t("expected", { count: count("expected") })}</Tag>
          <Tag color={colours.present}>{t("notCollected", { count: count("present") })}</Tag>
          <Tag color={colours.collected}>{t("collected", { count: count("collected") })}</Tag>
        </Flex>
      </Flex>
      <Table<ExpectedChild>
        rowKey="booking_id"
        size="middle"
        columns={columns}
        dataSource={sorted}
        pagination={false}
        scroll={{ x: "max-content" }}
        locale={{ emptyText: <Nothing title={t("nobody")} /> }}
      />
      {leaving && <HandOver room={day.room.id} child={leaving} onClose={() => setLeaving(undefined)} />}
    </section>
  );
}

function useColumns(day: RoomDay, onLeave: (child: ExpectedChild) => void): TableColumnsType<ExpectedChild> {
  const t = useText(texts);
  const c = useText(own);
  const where = useText(whereWords);
  const locale = useLocale();
  return [
    {
      title: t("child"),
      render: (_, one) => (
        <>
          <b>{one.child_name}</b>{" "}
          <span className="quiet">{c("years", { count: ageOn(one.born, day.date) })}</span>
        </>
      ),
    },
    { title: t("notes"), render: (_, one) => <span className="care-notes">{one.notes || "–"}</span> },
    { title: t("guardian"), dataIndex: "guardian_name" },
    {
      title: t("state"),
      render: (_, one) => (
        <>
          <Tag color={colours[one.whereabouts]}>{where(one.whereabouts)}</Tag>{" "}
          <span className="quiet">
            {one.whereabouts === "present" && c("in", { at: moment(one.in_at, locale) })}
            {one.whereabouts === "collected" &&
              c("out", { at: moment(one.out_at, locale), name: one.collected_by ?? "" })}
          </span>
        </>
      ),
    },
    {
      key: "act",
      align: "right",
      render: (_, one) => (
        <>
          {one.whereabouts === "expected" && day.date === day.today && (
            <CheckIn room={day.room.id} booking={one.booking_id} />
          )}
          {one.whereabouts === "present" && <Button onClick={() => onLeave(one)}>{t("checkOut")}</Button>}
        </>
      ),
    },
  ];
}

function CheckIn({ room, booking }: { room: number; booking: number }) {
  const t = useText(texts);
  const come = useCheckIn(room);
  return (
    <Button type="primary" loading={come.isPending} onClick={() => come.mutate(booking)}>
      {t("checkIn")}
    </Button>
  );
}
