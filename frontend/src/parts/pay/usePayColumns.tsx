import { Link } from "@tanstack/react-router";
import type { TableColumnsType } from "antd";
import type { PayLine } from "@/api/types";
import { entryWords, pay } from "@/i18n/earnings";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "../figures";
import { yuan } from "../money";
import { Reckoning } from "./Reckoning";

/** The columns of a list of lines: when, what, which item, how, how much. */
export function usePayColumns(): TableColumnsType<PayLine> {
  const t = useText(pay);
  const kind = useText(entryWords);
  const locale = useLocale();
  return [
    { title: t("at"), dataIndex: "at", render: (at: string) => moment(at, locale) },
    {
      title: t("what"),
      key: "what",
      render: (_, line) => (
        <>
          <b>{kind(line.kind)}</b>
          {line.project_id !== null && (
            <>
              {" · "}
              <Link
                to="/projects/$projectId"
                params={{ projectId: String(line.project_id) }}
                search={{ tab: "rates" }}
              >
                {line.project_name}
              </Link>
            </>
          )}
        </>
      ),
    },
    { title: t("item"), dataIndex: "item_name", render: (name: string | null) => name ?? "–" },
    { title: t("how"), key: "how", render: (_, line) => <Reckoning line={line} /> },
    {
      title: t("amount"),
      dataIndex: "amount_fen",
      align: "right",
      render: (amount: number) => <b className="money">{yuan(amount, locale)}</b>,
    },
  ];
}
