import type { TableColumnsType } from "antd";
import dayjs from "dayjs";
import { useOccupancy } from "@/api/care";
import type { SlotCount } from "@/api/types";
import { careRoom as texts } from "@/i18n/care";
import { useText } from "@/i18n/react";
import { SimpleTable } from "@/parts/SimpleTable";
import { SlotTime } from "./SlotTime";

/** How full the slots of the last and the next week are; nobody is named. */
export function Occupancy({ centre, severalRooms }: { centre: number; severalRooms: boolean }) {
  const t = useText(texts);
  const day = (shift: number) => dayjs().add(shift, "day").format("YYYY-MM-DD");
  const read = useOccupancy(centre, day(-7), day(7));
  const columns: TableColumnsType<SlotCount> = [
    {
      title: t("day"),
      render: (_, one) => <SlotTime date={one.date} from={one.from_time} to={one.to_time} />,
    },
    ...(severalRooms ? [{ title: t("room"), dataIndex: "room_name" }] : []),
    {
      title: t("bookedOf"),
      align: "right",
      render: (_, one) => `${one.booked} / ${one.places}`,
    },
    { title: t("came"), dataIndex: "came", align: "right" },
    { title: t("left"), dataIndex: "collected", align: "right" },
  ];
  return (
    <section className="card">
      <div className="section-head">
        <h3>{t("occupancy")}</h3>
      </div>
      <SimpleTable<SlotCount> read={read} columns={columns} nothing={t("noCounts")} />
    </section>
  );
}
