import { Flex } from "antd";
import type { Content, Document, LabelSchema } from "@/api/types";
import { parts } from "@/i18n/parts";
import { useText } from "@/i18n/react";
import { ChatView } from "./ChatView";
import { ImageView } from "./ImageView";
import { TextView } from "./TextView";

interface ContentViewProps {
  content: Content;
  document: Document | null;
  schema: LabelSchema | undefined;
  chosen?: string | null;
}

/** One item as it is, with one answer drawn into it. */
export function ContentView({ content, document, schema, chosen = null }: ContentViewProps) {
  const t = useText(parts);
  const marks = { objects: document?.objects ?? [], schema, chosen };
  switch (content.kind) {
    case "image":
      return <ImageView content={content} {...marks} />;
    case "text":
      return <TextView text={content.text} {...marks} />;
    case "chat":
      return <ChatView content={content} {...marks} />;
    case "audio":
      return (
        <Flex vertical gap={8}>
          <span>{t("audio", { seconds: Math.round(content.seconds) })}</span>
          {/* biome-ignore lint/a11y/useMediaCaption: what is to be annotated has no captions yet */}
          <audio controls preload="none" src={content.url ?? undefined} />
        </Flex>
      );
    case "video":
      return (
        <Flex vertical gap={8}>
          <span>{t("video", { seconds: Math.round(content.seconds), frames: content.frames })}</span>
          {/* biome-ignore lint/a11y/useMediaCaption: what is to be annotated has no captions yet */}
          <video controls preload="metadata" src={content.url ?? undefined} style={{ maxWidth: "100%" }} />
        </Flex>
      );
  }
}
