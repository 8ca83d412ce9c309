import { Button, Flex, Progress, Tag } from "antd";
import { useEffect, useState } from "react";
import { useMarkItem } from "@/api/orders";
import type { Sample, SampleMark } from "@/api/types";
import { acceptance } from "@/i18n/orders";
import { useText } from "@/i18n/react";
import { useMay } from "@/parts/me";
import { FaultForm } from "./FaultForm";
import { SampleList } from "./SampleList";
import { SampleView } from "./SampleView";
import { nextOpen } from "./sampleOrder";

/** One item of the sample after the other: look, say right or faulty, and go on. */
export function SampleDesk({ sample }: { sample: Sample }) {
  const t = useText(acceptance);
  const may = useMay();
  const mark = useMarkItem(sample.project_id, sample.lot_id);
  const [place, setPlace] = useState(() => nextOpen(sample.items, -1));
  const [faulting, setFaulting] = useState(false);
  const item = sample.items[place];
  const judges = may("judgeSample") && !sample.result;

  const go = (to: number) => {
    setFaulting(false);
    setPlace(Math.min(Math.max(to, 0), sample.items.length - 1));
  };
  const send = async (given: SampleMark) => {
    if (!item || mark.isPending) return;
    const after = await mark.mutateAsync({ item: item.item_id, mark: given });
    go(nextOpen(after.items, place));
  };
  const right = () => send({ ok: true }).catch(() => undefined);
  useKeys(
    { right, wrong: () => setFaulting(true), back: () => go(place - 1), on: () => go(place + 1) },
    judges,
  );

  if (!item) return null;
  return (
    <div className="sample-desk">
      <section className="card">
        <SampleView key={item.item_id} sample={sample} item={item} />
      </section>
      <aside className="grid">
        <div className="card">
          <Flex justify="space-between" align="center">
            <b>{t("looked", { looked: sample.looked, size: sample.size })}</b>
            {sample.faulty > 0 && <Tag color="red">{t("faulty", { count: sample.faulty })}</Tag>}
          </Flex>
          <Progress
            percent={Math.floor((sample.looked / sample.size) * 100)}
            status={sample.faulty > sample.accept ? "exception" : "normal"}
            aria-label={t("looked", { looked: sample.looked, size: sample.size })}
            size="small"
          />
          {judges && (
            <Flex vertical gap={8}>
              <Button type="primary" size="large" loading={mark.isPending} onClick={right}>
                {t("rightKey")}
              </Button>
              <Button danger size="large" onClick={() => setFaulting(true)}>
                {t("wrongKey")}
              </Button>
              {faulting && (
                <FaultForm
                  key={item.item_id}
                  item={item}
                  onSubmit={(given) => send(given).catch(() => undefined)}
                  onCancel={() => setFaulting(false)}
                />
              )}
            </Flex>
          )}
          <Flex gap={8} style={{ marginTop: 8 }}>
            <Button block disabled={place === 0} onClick={() => go(place - 1)}>
              {t("previous")}
            </Button>
            <Button block disabled={place === sample.items.length - 1} onClick={() => go(place + 1)}>
              {t("next")}
            </Button>
          </Flex>
        </div>
        <SampleList sample={sample} place={place} onChoose={go} />
      </aside>
    </div>
  );
}

interface Keys {
  right: () => void;
  wrong: () => void;
  back: () => void;
  on: () => void;
}

/** 1 and 2 mark, the arrows walk; not while a person types. */
function useKeys(keys: Keys, judges: boolean) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof Element && event.target.closest("input, textarea, [role=listbox]");
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "ArrowLeft") keys.back();
      else if (event.key === "ArrowRight") keys.on();
      else if (judges && event.key === "1") keys.right();
      else if (judges && event.key === "2") keys.wrong();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  });
}
