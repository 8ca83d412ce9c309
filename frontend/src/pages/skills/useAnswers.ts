import { useEffect, useRef, useState } from "react";
import { useSaveAnswers } from "@/api/skills";
import type { Attempt } from "@/api/types";

export type Saved = "saved" | "saving" | "unsaved";

const SOON_MS = 600;
const AGAIN_MS = 5_000;

/** The answers of a quiz, saved on the server soon after each change and again where that failed. */
export function useAnswers(attempt: Attempt) {
  const [answers, setAnswers] = useState<Record<string, number[]>>(() =>
    Object.fromEntries(attempt.questions.map((one) => [String(one.place), one.chosen])),
  );
  const [saved, setSaved] = useState<Saved>("saved");
  const { mutateAsync } = useSaveAnswers(attempt.id);
  const revision = useRef(attempt.revision);
  const latest = useRef(answers);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = async () => {
    clearTimeout(timer.current);
    revision.current += 1;
    const sent = revision.current;
    try {
      await mutateAsync({ answers: latest.current, revision: sent });
      if (sent === revision.current) setSaved("saved");
    } catch {
      setSaved("unsaved");
      timer.current = setTimeout(save, AGAIN_MS);
    }
  };
  const choose = (place: number, chosen: number[]) => {
    latest.current = { ...latest.current, [String(place)]: chosen };
    setAnswers(latest.current);
    setSaved("saving");
    clearTimeout(timer.current);
    timer.current = setTimeout(save, SOON_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return { answers, saved, choose, save };
}
