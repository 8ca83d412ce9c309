import { Alert, Button } from "antd";
import { useState } from "react";
import type { Gate, OrderConfirmation, OrderDetail } from "@/api/types";
import { gateNeeds, gates, gateWords } from "@/i18n/gates";
import { useLocale, useText } from "@/i18n/react";
import { day, moment } from "@/parts/figures";
import { gateNames } from "./acceptanceRule";
import { ConfirmGate } from "./ConfirmGate";
import { WithdrawGate } from "./WithdrawGate";

/** What the law asks of this order: whose document confirms it, and what is still missing. */
export function GatesCard({ order }: { order: OrderDetail }) {
  const t = useText(gates);
  const gate = useText(gateWords);
  const shown = gateNames.filter(
    (name) => name === "subcontract_consent" || order.gates[name] || newest(order, name),
  );
  const open = order.open_gates.map((name) => gate(name)).join(t("and"));
  return (
    <section className="card">
      <h3>{t("title")}</h3>
      {order.open_gates.length > 0 && (
        <Alert type="warning" showIcon title={t("open", { gates: open })} description={t("openHelp")} />
      )}
      {shown.map((name) => (
        <GateLine key={name} order={order} gate={name} />
      ))}
    </section>
  );
}

/** The gate's record that counts. */
function newest(order: OrderDetail, gate: Gate): OrderConfirmation | undefined {
  return order.confirmations.find((record) => record.gate === gate);
}

function GateLine({ order, gate }: { order: OrderDetail; gate: Gate }) {
  const t = useText(gates);
  const word = useText(gateWords);
  const need = useText(gateNeeds);
  const [asked, setAsked] = useState<"confirm" | "withdraw" | null>(null);
  const record = newest(order, gate);
  const holds = record !== undefined && !record.withdrawn;
  const mine = order.confirmable.includes(gate);
  const close = () => setAsked(null);
  return (
    <div className="gate-line">
      <GateMark state={holds ? "confirmed" : order.open_gates.includes(gate) ? "missing" : "free"} />
      <div>
        <b>{word(gate)}</b>
        <div className="quiet">{need(gate)}</div>
        {record && <Record record={record} />}
      </div>
      {mine && !holds && <Button onClick={() => setAsked("confirm")}>{t("confirm")}</Button>}
      {mine && holds && <Button onClick={() => setAsked("withdraw")}>{t("withdraw")}</Button>}
      {!mine && order.side && order.open_gates.includes(gate) && (
        <span className="quiet">{t(order.side === "centre" ? "customerActs" : "centreActs")}</span>
      )}
      {asked === "confirm" && <ConfirmGate order={order} gate={gate} onClose={close} />}
      {asked === "withdraw" && <WithdrawGate order={order} gate={gate} onClose={close} />}
    </div>
  );
}

function GateMark({ state }: { state: "confirmed" | "missing" | "free" }) {
  const t = useText(gates);
  return (
    <span className={`gate-mark ${state}`} title={t(state)}>
      {state === "confirmed" ? "✓" : state === "missing" ? "!" : "–"}
    </span>
  );
}

function Record({ record }: { record: OrderConfirmation }) {
  const t = useText(gates);
  const locale = useLocale();
  const who = { by: record.by_name, at: moment(record.at, locale) };
  return (
    <div>
      {record.withdrawn ? (
        <span className="gate-gone">{t("withdrawn", { note: record.note })}</span>
      ) : (
        t("document", {
          holder: record.holder,
          document: record.document,
          dated: record.dated ? day(record.dated, locale) : "",
        })
      )}
      <div className="quiet">{t("recorded", who)}</div>
      {!record.withdrawn && record.note && <div className="order-text">{record.note}</div>}
    </div>
  );
}
