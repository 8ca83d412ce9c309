import type { SkillRow } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { quality } from "@/i18n/gold";
import { useLocale, useText } from "@/i18n/react";
import { number, percent } from "@/parts/figures";
import "./gold.css";

const kinds = ["image", "text", "chat", "audio", "video", "review"] as const;

/** The word for a kind of work. */
export function useKind() {
  const t = useText(quality);
  return (kind: string) => {
    const known = kinds.find((one) => one === kind);
    return known ? t(known) : kind;
  };
}

/** Each skill in plain words, with its interval drawn: all of a kind first, then its classes. */
export function SkillBars({ skills }: { skills: SkillRow[] }) {
  const t = useText(quality);
  const locale = useLocale();
  const kind = useKind();
  return (
    <ul className="skill-bars">
      {skills.map((one) => (
        <li key={`${one.kind} ${one.class}`} className={one.class === null ? "whole" : undefined}>
          <b>
            {one.class === null
              ? t("whole", { kind: kind(one.kind) })
              : titleIn(one.title, locale, one.class)}
          </b>
          <span className="skill-track" aria-hidden="true">
            <i style={{ left: `${one.low * 100}%`, width: `${(one.high - one.low) * 100}%` }} />
            <em style={{ left: `${one.mean * 100}%` }} />
            <u style={{ left: `${one.average * 100}%` }} />
          </span>
          <span>
            {t("plain", {
              share: percent(one.mean, locale),
              low: percent(one.low, locale),
              high: percent(one.high, locale),
            })}
            <small className="quiet">
              {t("ofAll", { share: percent(one.average, locale) })} ·{" "}
              {t("evidence", { count: number(one.trials, locale) })}
            </small>
          </span>
        </li>
      ))}
    </ul>
  );
}
