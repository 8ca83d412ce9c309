import { Link } from "@tanstack/react-router";
import { Button, Flex, Input, Tag } from "antd";
import { useState } from "react";
import { useReply } from "@/api/projects";
import type { Thread } from "@/api/types";
import { questions } from "@/i18n/questions";
import { useLocale, useText } from "@/i18n/react";
import { moment } from "@/parts/figures";
import { Markdown } from "@/parts/Markdown";
import { useMay } from "@/parts/me";

/** One question with everything that was said to it, and a place to answer. */
export function ThreadView({ project, thread }: { project: number; thread: Thread }) {
  const t = useText(questions);
  const locale = useLocale();
  const may = useMay();
  const [text, setText] = useState("");
  const reply = useReply(project);
  const send = async (close: boolean) => {
    await reply.mutateAsync({ thread: thread.id, post: { text, close } });
    setText("");
  };
  const act = (close: boolean) => () => send(close).catch(() => undefined);
  return (
    <section className="card thread">
      <Flex gap={8} wrap>
        {thread.rule && <Tag color="blue">{t("about", { rule: thread.rule })}</Tag>}
        {thread.item_id !== null &&
          (may("readItem") ? (
            <Link
              to="/projects/$projectId"
              params={{ projectId: String(project) }}
              search={{ tab: "items", item: thread.item_id }}
            >
              {t("item", { name: thread.item_name ?? thread.item_id })}
            </Link>
          ) : (
            <span>{t("item", { name: thread.item_name ?? thread.item_id })}</span>
          ))}
      </Flex>
      {thread.posts.map((post) => (
        <article key={post.id}>
          <b>{post.person_name}</b> <small className="quiet">{moment(post.at, locale)}</small>
          <Markdown text={post.text} />
        </article>
      ))}
      {thread.state !== "closed" && may("ask") && (
        <Flex vertical gap={8}>
          <Input.TextArea
            rows={3}
            maxLength={4000}
            aria-label={t("reply")}
            placeholder={t("replyPlace")}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <Flex gap={12} justify="flex-end">
            {may("answer") && (
              <Button disabled={!text.trim()} loading={reply.isPending} onClick={act(true)}>
                {t("close")}
              </Button>
            )}
            <Button type="primary" disabled={!text.trim()} loading={reply.isPending} onClick={act(false)}>
              {t("reply")}
            </Button>
          </Flex>
        </Flex>
      )}
    </section>
  );
}
