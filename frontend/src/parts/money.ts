import type { Locale } from "@/i18n/core";

/** Whole fen as yuan: ¥1,234.50. */
export function yuan(fen: number | null | undefined, locale: Locale): string {
  if (fen === null || fen === undefined) return "–";
  const sign = fen < 0 ? "−" : "";
  const amount = (Math.abs(fen) / 100).toLocaleString(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return `${sign}¥${amount}`;
}

/** What a person typed as yuan, in whole fen. */
export function fen(value: number): number {
  return Math.round(value * 100);
}

/** A coefficient in thousandths as a factor: 1,050 is 1.05. */
export function factor(permille: number, locale: Locale): string {
  return (permille / 1000).toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 3 });
}
