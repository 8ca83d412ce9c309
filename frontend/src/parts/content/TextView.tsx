import { Fragment } from "react";
import type { AnnotatedObject, LabelSchema } from "@/api/types";
import { titleIn } from "@/i18n/core";
import { useLocale } from "@/i18n/react";
import { colourOf } from "./draw";
import { piecesOf } from "./spans";

interface TextViewProps {
  text: string;
  objects: AnnotatedObject[];
  schema: LabelSchema | undefined;
  chosen: string | null;
  /** Spans of this part of a chat only. */
  part?: string;
}

/** A text with its spans marked; where spans overlap, each adds its own underline. */
export function TextView({ text, objects, schema, chosen, part }: TextViewProps) {
  const locale = useLocale();
  const title = (name: string) =>
    titleIn(schema?.classes?.find((one) => one.name === name)?.title, locale, name);
  return (
    <div className="text-view">
      {piecesOf(text, objects, part).map(({ start, piece, over, ending }) => (
        <Fragment key={start}>
          {over.length === 0 ? (
            piece
          ) : (
            <mark
              style={{
                background: `color-mix(in srgb, ${colourOf(schema, over[0]?.class ?? "")} ${over.some((one) => one.id === chosen) ? 45 : 20}%, transparent)`,
                boxShadow: over
                  .map((one, i) => `0 ${2 * (i + 1)}px 0 ${colourOf(schema, one.class)}`)
                  .join(", "),
              }}
            >
              {piece}
            </mark>
          )}
          {ending.map((one) => (
            <small key={one.id} className="span-name" style={{ color: colourOf(schema, one.class) }}>
              {title(one.class)}
            </small>
          ))}
        </Fragment>
      ))}
    </div>
  );
}
