import { Button, Flex, Segmented } from "antd";
import { useState } from "react";
import { useThreads } from "@/api/projects";
import type { Project, Thread } from "@/api/types";
import { common } from "@/i18n/common";
import { questions } from "@/i18n/questions";
import { useLocale, useText } from "@/i18n/react";
import { threadStateWords } from "@/i18n/words";
import { moment } from "@/parts/figures";
import { useMay } from "@/parts/me";
import { Loaded, Nothing } from "@/parts/States";
import { ThreadStateTag } from "@/parts/Tags";
import { AskForm } from "./AskForm";
import { ThreadView } from "./ThreadView";
import "./questions.css";

type StateFilter = Thread["state"] | "all";

/** Questions about items and rules, and their answers. */
export default function QuestionsTab({ project }: { project: Project }) {
  const t = useText(questions);
  const c = useText(common);
  const word = useText(threadStateWords);
  const may = useMay();
  const [state, setState] = useState<StateFilter>("all");
  const [opened, setOpened] = useState<number | null>(null);
  const [asking, setAsking] = useState(false);
  const pages = useThreads(project.id, { state: state === "all" ? undefined : state });
  const thread = pages.rows.find(({ id }) => id === opened) ?? pages.rows[0];
  return (
    <>
      <Flex justify="space-between" className="filters">
        <Segmented<StateFilter>
          value={state}
          onChange={setState}
          options={[
            { value: "all", label: t("all") },
            ...(["open", "answered", "closed"] as const).map((value) => ({ value, label: word(value) })),
          ]}
        />
        {may("ask") && <Button onClick={() => setAsking(true)}>{t("ask")}</Button>}
      </Flex>
      <Loaded read={pages}>
        {() =>
          pages.rows.length === 0 ? (
            <div className="card">
              <Nothing title={t("nothing")} help={t("nothingHelp")} />
            </div>
          ) : (
            <div className="questions">
              <nav>
                {pages.rows.map((one) => (
                  <ThreadLine
                    key={one.id}
                    thread={one}
                    open={one.id === thread?.id}
                    onOpen={() => setOpened(one.id)}
                  />
                ))}
                <Flex gap={8}>
                  {pages.back && <Button onClick={pages.back}>{c("previous")}</Button>}
                  {pages.forward && <Button onClick={pages.forward}>{c("next")}</Button>}
                </Flex>
              </nav>
              {thread && <ThreadView key={thread.id} project={project.id} thread={thread} />}
            </div>
          )
        }
      </Loaded>
      {asking && <AskForm project={project.id} onClose={() => setAsking(false)} />}
    </>
  );
}

interface ThreadLineProps {
  thread: Thread;
  open: boolean;
  onOpen: () => void;
}

function ThreadLine({ thread, open, onOpen }: ThreadLineProps) {
  const t = useText(questions);
  const locale = useLocale();
  return (
    <button type="button" className="thread-line" aria-current={open} onClick={onOpen}>
      <span className="thread-text">{thread.posts[0]?.text}</span>
      <small>
        <ThreadStateTag state={thread.state} />{" "}
        <span className="quiet">
          {t("openedBy", { name: thread.opened_by, at: moment(thread.opened_at, locale) })}
        </span>
      </small>
    </button>
  );
}
