import type { Sample, SampleItem } from "@/api/types";
import { acceptance } from "@/i18n/orders";
import { useText } from "@/i18n/react";
import { defectWords } from "@/i18n/words";

interface SampleListProps {
  sample: Sample;
  place: number;
  onChoose: (place: number) => void;
}

/** All items of the sample with their marks, to go back to any of them. */
export function SampleList({ sample, place, onChoose }: SampleListProps) {
  const t = useText(acceptance);
  const mark = useMarkText();
  return (
    <div className="card sample-list">
      {sample.items.map((item, at) => (
        <button
          type="button"
          key={item.item_id}
          className={`sample-cell ${item.ok === null ? "" : item.ok ? "right" : "wrong"}`}
          aria-pressed={at === place}
          aria-label={`${t("place", { place: at + 1, name: item.name })} ${mark(item)}`}
          title={`${item.name} ${mark(item)}`}
          onClick={() => onChoose(at)}
        >
          {at + 1}
        </button>
      ))}
    </div>
  );
}

/** The mark of an item in words. */
export function useMarkText(): (item: SampleItem) => string {
  const t = useText(acceptance);
  const defect = useText(defectWords);
  return (item) => {
    if (item.ok === null) return "";
    if (item.ok) return t("right");
    return [t("wrong"), item.defect && defect(item.defect), item.note].filter(Boolean).join(" · ");
  };
}
