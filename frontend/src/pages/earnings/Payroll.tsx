import { DatePicker, Select } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { usePayMonth } from "@/api/earnings";
import { useCentres } from "@/api/people";
import { titleIn } from "@/i18n/core";
import { payroll as texts } from "@/i18n/earnings";
import { useLocale, useText } from "@/i18n/react";
import { useWho } from "@/parts/me";
import { PageHead } from "@/parts/PageHead";
import { Loaded } from "@/parts/States";
import { MonthView } from "./MonthView";
import { Wages } from "./Wages";
import "./earnings.css";

/** A centre's months: as they stand, to close, and what was closed. */
export function Payroll() {
  const t = useText(texts);
  const locale = useLocale();
  const me = useWho();
  const centres = useCentres();
  const [chosen, setChosen] = useState<number>();
  const [month, setMonth] = useState(dayjs().format("YYYY-MM"));
  const centre = chosen ?? me.centre_id ?? centres.data?.[0]?.id;
  return (
    <>
      <PageHead
        title={t("title")}
        help={t("help")}
        actions={
          <>
            {(centres.data?.length ?? 0) > 1 && (
              <Select
                size="large"
                className="pay-centre"
                aria-label={t("centre")}
                value={centre}
                onChange={setChosen}
                options={centres.data?.map((one) => ({
                  value: one.id,
                  label: titleIn({ zh: one.name_zh, en: one.name_en }, locale),
                }))}
              />
            )}
            <DatePicker
              picker="month"
              size="large"
              allowClear={false}
              value={dayjs(month)}
              disabledDate={(day) => day.isAfter(dayjs(), "month")}
              onChange={(day) => day && setMonth(day.format("YYYY-MM"))}
            />
          </>
        }
      />
      {centre !== undefined && (
        <>
          <Month key={`${centre} ${month}`} centre={centre} month={month} />
          <Wages key={centre} centre={centre} />
        </>
      )}
    </>
  );
}

function Month({ centre, month }: { centre: number; month: string }) {
  const read = usePayMonth(centre, month);
  return <Loaded read={read}>{(data) => <MonthView month={data} />}</Loaded>;
}
