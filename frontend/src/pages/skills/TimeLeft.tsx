import { Tag } from "antd";
import { useEffect, useRef, useState } from "react";
import { useText } from "@/i18n/react";
import { quiz } from "@/i18n/skills";

interface TimeLeftProps {
  /** The server's clock when it answered: the computer's own may be wrong. */
  now: string;
  endsAt: string;
  onOver: () => void;
}

/** How long is left, by the server's clock. */
export function TimeLeft({ now, endsAt, onOver }: TimeLeftProps) {
  const t = useText(quiz);
  const total = Math.max(0, Date.parse(endsAt) - Date.parse(now));
  const [left, setLeft] = useState(total);
  const over = useRef(onOver);
  over.current = onOver;
  useEffect(() => {
    const begun = performance.now();
    const timer = setInterval(() => {
      const rest = Math.max(0, total - (performance.now() - begun));
      setLeft(rest);
      if (rest > 0) return;
      clearInterval(timer);
      over.current();
    }, 1000);
    return () => clearInterval(timer);
  }, [total]);
  const seconds = Math.ceil(left / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return <Tag color={seconds < 60 ? "red" : "blue"}>{t("left", { time })}</Tag>;
}
