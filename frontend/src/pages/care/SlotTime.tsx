import dayjs from "dayjs";
import { weekdayWords } from "@/i18n/care";
import { useText } from "@/i18n/react";

/** A day with its weekday, and the hours of a slot. */
export function SlotTime({ date, from, to }: { date: string; from: string; to: string }) {
  const weekday = useText(weekdayWords);
  const number = String(dayjs(date).day() || 7) as keyof typeof weekdayWords;
  return (
    <span className="care-time">
      <b>{date}</b> {weekday(number)}{" "}
      <span className="quiet">
        {from}–{to}
      </span>
    </span>
  );
}
