import { Button, Flex, Table, type TableColumnsType, Tag } from "antd";
import { useBook, useCancelBooking } from "@/api/care";
import type { Child, OwnCare, OwnSlot } from "@/api/types";
import { care as texts } from "@/i18n/care";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { useNotify } from "@/parts/useNotify";
import { SlotTime } from "./SlotTime";

/** The slots of the next weeks, each with all children. */
export function Bookings({ data }: { data: OwnCare }) {
  const t = useText(texts);
  const severalRooms = new Set(data.slots.map((slot) => slot.room_name)).size > 1;
  const columns: TableColumnsType<OwnSlot> = [
    {
      title: t("day"),
      key: "day",
      render: (_, slot) => (
        <>
          <SlotTime date={slot.date} from={slot.from_time} to={slot.to_time} />
          {severalRooms && <div className="quiet">{slot.room_name}</div>}
        </>
      ),
    },
    {
      title: t("bookings"),
      key: "places",
      render: (_, slot) => (
        <div className="care-places">
          {data.children.map((child) => (
            <div key={child.id} className="care-place">
              <b>{child.name}</b>
              <Place slot={slot} child={child} />
            </div>
          ))}
        </div>
      ),
    },
    {
      title: "",
      key: "free",
      align: "right",
      render: (_, slot) => (
        <span className="quiet">{slot.free > 0 ? t("free", { count: slot.free }) : t("full")}</span>
      ),
    },
  ];
  return (
    <section className="card">
      <div className="section-head">
        <h3>{t("bookings")}</h3>
      </div>
      <Table<OwnSlot>
        rowKey="id"
        size="middle"
        columns={columns}
        dataSource={data.slots}
        pagination={data.slots.length > 15 ? { pageSize: 15, showSizeChanger: false } : false}
        scroll={{ x: "max-content" }}
        locale={{ emptyText: t("noSlots") }}
      />
    </section>
  );
}

function Place({ slot, child }: { slot: OwnSlot; child: Child }) {
  const t = useText(texts);
  const locale = useLocale();
  const notify = useNotify();
  const book = useBook();
  const cancel = useCancelBooking();
  const booking = slot.bookings.find((one) => one.child_id === child.id);
  if (!booking) {
    return (
      <Button
        disabled={slot.free === 0}
        loading={book.isPending}
        onClick={() => book.mutate({ child: child.id, slot: slot.id })}
      >
        {t("book")}
      </Button>
    );
  }
  if (booking.whereabouts === "collected") {
    const gone = { at: moment(booking.out_at, locale), name: booking.collected_by ?? "" };
    return <span>{t("out", gone)}</span>;
  }
  if (booking.whereabouts === "present") {
    return <Tag color="blue">{t("in", { at: moment(booking.in_at, locale) })}</Tag>;
  }
  const giveBack = async () => {
    await cancel.mutateAsync({ child: child.id, booking: booking.id });
    notify.done(t("cancelled"));
  };
  return (
    <Flex gap={8} align="center">
      <Tag color="green">{t("booked")}</Tag>
      <Button
        type="text"
        size="small"
        loading={cancel.isPending}
        onClick={() => giveBack().catch(() => undefined)}
      >
        {t("cancel")}
      </Button>
    </Flex>
  );
}
