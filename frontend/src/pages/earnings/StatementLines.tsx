import { useStatementLines } from "@/api/earnings";
import type { PayLine } from "@/api/types";
import { payroll } from "@/i18n/earnings";
import { useText } from "@/i18n/react";
import { usePayColumns } from "@/parts/pay/usePayColumns";
import { SimpleTable } from "@/parts/SimpleTable";

/** The frozen lines of a statement. */
export function StatementLines({ centre, statement }: { centre: number; statement: number }) {
  const t = useText(payroll);
  const read = useStatementLines(centre, statement);
  return <SimpleTable<PayLine> read={read} columns={usePayColumns()} nothing={t("nobody")} />;
}
