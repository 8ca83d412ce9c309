import { Button, Flex, Select } from "antd";
import { useState } from "react";
import { useRooms } from "@/api/care";
import type { Room } from "@/api/types";
import { careRoom as texts } from "@/i18n/care";
import { useText } from "@/i18n/react";
import { useMay, useWho } from "@/parts/me";
import { PageHead } from "@/parts/PageHead";
import { Loaded, Nothing } from "@/parts/States";
import { Day } from "./Day";
import { Occupancy } from "./Occupancy";
import { RoomForm } from "./RoomForm";
import { SlotsForm } from "./SlotsForm";
import "./care.css";

/** The growth space of a centre: the day's children for care staff, numbers alone for its manager. */
export function CareRoom() {
  const me = useWho();
  const centre = me.centre_id ?? me.roles.find((grant) => grant.centre_id !== null)?.centre_id;
  return centre == null ? null : <Rooms centre={centre} />;
}

function Rooms({ centre }: { centre: number }) {
  const t = useText(texts);
  const may = useMay();
  const read = useRooms(centre);
  const [chosen, setChosen] = useState<number>();
  const [form, setForm] = useState<"room" | "slots">();
  const rooms = read.data ?? [];
  const room: Room | undefined = rooms.find((one) => one.id === chosen) ?? rooms[0];
  return (
    <>
      <PageHead
        title={t("title")}
        help={t(may("attendCare") ? "helpStaff" : "helpCounts")}
        actions={
          <Flex gap={12} wrap>
            {rooms.length > 1 && (
              <Select
                size="large"
                aria-label={t("room")}
                value={room?.id}
                onChange={setChosen}
                options={rooms.map((one) => ({ value: one.id, label: one.name }))}
              />
            )}
            {may("manageCare") && (
              <Button size="large" onClick={() => setForm("room")}>
                {t("addRoom")}
              </Button>
            )}
            {may("manageCare") && room && (
              <Button size="large" onClick={() => setForm("slots")}>
                {t("addSlots")}
              </Button>
            )}
          </Flex>
        }
      />
      <Loaded read={read}>
        {() =>
          room ? (
            <>
              {may("attendCare") && <Day key={room.id} room={room.id} />}
              <Occupancy centre={centre} severalRooms={rooms.length > 1} />
            </>
          ) : (
            <div className="card">
              <Nothing title={t("noRoom")} />
            </div>
          )
        }
      </Loaded>
      {form === "room" && <RoomForm centre={centre} onMade={setChosen} onClose={() => setForm(undefined)} />}
      {form === "slots" && room && (
        <SlotsForm centre={centre} room={room} onClose={() => setForm(undefined)} />
      )}
    </>
  );
}
