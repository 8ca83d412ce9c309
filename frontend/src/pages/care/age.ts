import dayjs from "dayjs";

/** Whole years from a birthday to a day. */
export const ageOn = (born: string, day: string) => dayjs(day).diff(dayjs(born), "year");
