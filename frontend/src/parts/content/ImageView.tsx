import { useEffect, useRef, useState } from "react";
import type { AnnotatedObject, ImageContent, LabelSchema } from "@/api/types";
import { parts } from "@/i18n/parts";
import { useText } from "@/i18n/react";
import { Problem } from "../States";
import { colourOf, drawObject } from "./draw";

interface ImageViewProps {
  content: ImageContent;
  objects: AnnotatedObject[];
  schema: LabelSchema | undefined;
  chosen: string | null;
}

/** The picture with the shapes drawn over it, as large as its box allows. */
export function ImageView({ content, objects, schema, chosen }: ImageViewProps) {
  const t = useText(parts);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [broken, setBroken] = useState(false);

  useEffect(() => {
    const box = canvas.current;
    if (!box) return;
    const watcher = new ResizeObserver(() => setWidth(box.clientWidth));
    watcher.observe(box);
    return () => watcher.disconnect();
  }, []);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!canvas.current || !context || !width) return;
    const density = window.devicePixelRatio || 1;
    const scale = (width * density) / content.width;
    canvas.current.width = width * density;
    canvas.current.height = content.height * scale;
    const edgesOf = (name: string) =>
      schema?.classes?.find((one) => one.name === name)?.skeleton?.edges ?? [];
    const ordered = [...objects].sort((a, b) => Number(a.id === chosen) - Number(b.id === chosen));
    for (const object of ordered) {
      drawObject({ context, scale, edgesOf }, object, colourOf(schema, object.class), object.id === chosen);
    }
  }, [objects, schema, chosen, width, content]);

  if (broken || !content.url) return <Problem error={new Error(t("noImage"))} />;
  return (
    <div className="image-view" style={{ aspectRatio: `${content.width} / ${content.height}` }}>
      <img src={content.url} alt="" onError={() => setBroken(true)} />
      <canvas ref={canvas} />
    </div>
  );
}
