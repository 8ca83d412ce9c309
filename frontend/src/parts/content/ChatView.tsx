import { Flex, Tag } from "antd";
import type { AnnotatedObject, ChatContent, LabelSchema, Message } from "@/api/types";
import { parts } from "@/i18n/parts";
import { useText } from "@/i18n/react";
import { TextView } from "./TextView";

interface ChatViewProps {
  content: ChatContent;
  objects: AnnotatedObject[];
  schema: LabelSchema | undefined;
  chosen: string | null;
}

/** A conversation, and the answers to it side by side. */
export function ChatView({ content, objects, schema, chosen }: ChatViewProps) {
  const t = useText(parts);
  const marks = { objects, schema, chosen };
  return (
    <Flex vertical gap={12}>
      {content.messages.map((message, turn) => (
        <Turn key={turn} message={message}>
          <TextView text={textOf(message.content)} part={`turn:${turn}`} {...marks} />
        </Turn>
      ))}
      <div className="responses">
        {content.responses.map((response) => (
          <div key={response.id} className="response">
            <Tag color="blue">{t("response", { id: response.id.toUpperCase() })}</Tag>
            <TextView
              text={response.messages.map((message) => textOf(message.content)).join("\n")}
              part={`response:${response.id}`}
              {...marks}
            />
          </div>
        ))}
      </div>
    </Flex>
  );
}

const knownRoles = ["system", "user", "assistant", "tool"] as const;

function Turn({ message, children }: { message: Message; children: React.ReactNode }) {
  const t = useText(parts);
  const role = knownRoles.find((one) => one === message.role);
  return (
    <div className={`turn turn-${message.role}`}>
      <small className="quiet">{role ? t(role) : message.role}</small>
      {children}
    </div>
  );
}

/** The text of a message: it may come as a string, or as parts of which some are texts. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: { text?: unknown }) => (typeof part?.text === "string" ? part.text : ""))
    .filter(Boolean)
    .join("\n");
}
