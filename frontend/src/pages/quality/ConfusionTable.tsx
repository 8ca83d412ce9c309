import type { Confusion, QualityReport } from "@/api/types";
import { quality } from "@/i18n/checks";
import { useLocale, useText } from "@/i18n/react";
import { number } from "@/parts/figures";
import { ItemsLink } from "./ItemsLink";
import { titleOf } from "./words";

interface ConfusionTableProps {
  matrix: Confusion;
  report: QualityReport;
  project: number;
}

/** What was taken for what; a darker cell holds a greater share of its row. */
export function ConfusionTable({ matrix, report, project }: ConfusionTableProps) {
  const t = useText(quality);
  const locale = useLocale();
  const title = (name: string) => (name ? titleOf(report, locale, name, matrix.name) : t("nothingMarked"));
  const cells = new Map(matrix.cells.map((cell) => [`${cell.right}|${cell.said}`, cell]));
  const totals = new Map<string, number>();
  for (const { right, count } of matrix.cells) totals.set(right, (totals.get(right) ?? 0) + count);
  return (
    <div className="card">
      <h3>
        {t("confusion")} · {matrix.name ? titleOf(report, locale, matrix.name) : t("objects")}{" "}
        <small className="quiet">{t("confusionHelp")}</small>
      </h3>
      <div className="confusion">
        <table>
          <thead>
            <tr>
              <td />
              {matrix.labels.map((label) => (
                <th key={label} scope="col">
                  {title(label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.labels.map((right) => (
              <tr key={right}>
                <th scope="row">{title(right)}</th>
                {matrix.labels.map((said) => {
                  const cell = cells.get(`${right}|${said}`);
                  const share = (cell?.count ?? 0) / (totals.get(right) ?? 1);
                  const tone = right === said ? "var(--right)" : "var(--wrong)";
                  return (
                    <td
                      key={said}
                      style={{
                        background: `color-mix(in srgb, ${tone} ${Math.round(share * 70)}%, transparent)`,
                      }}
                    >
                      {cell && (
                        <ItemsLink project={project} items={right === said ? [] : cell.items}>
                          {number(cell.count, locale)}
                        </ItemsLink>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
