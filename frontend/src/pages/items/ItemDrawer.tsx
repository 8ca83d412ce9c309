import { Drawer, Flex } from "antd";
import { useState } from "react";
import { useItem, useSchema } from "@/api/projects";
import type { Document, ItemDetail, LabelSchema, Project } from "@/api/types";
import { items } from "@/i18n/items";
import { useText } from "@/i18n/react";
import { ContentView } from "@/parts/content/ContentView";
import { DocumentList } from "@/parts/content/DocumentList";
import { Loaded } from "@/parts/States";
import { ItemStateTag } from "@/parts/Tags";
import { AnswerChoice, type Shown, shownOf } from "./AnswerChoice";
import { OpinionView } from "./OpinionView";
import { Reviews } from "./Reviews";

interface ItemDrawerProps {
  project: Project;
  item: number;
  onClose: () => void;
}

/** One item whole: what it is, every answer to it, and what reviewers said. */
export function ItemDrawer({ project, item, onClose }: ItemDrawerProps) {
  const t = useText(items);
  const read = useItem(project.id, item);
  const schema = useSchema(project.id, project.schema_version > 0);
  const title = read.data && (
    <Flex gap={12} align="center">
      {t("drawer", { id: String(item), name: read.data.name })}
      <ItemStateTag state={read.data.state} />
    </Flex>
  );
  return (
    <Drawer open onClose={onClose} size="min(1240px, 94vw)" title={title ?? String(item)}>
      <Loaded read={read}>
        {(detail) => (
          <Detail key={detail.id} project={project.id} detail={detail} schema={schema.data?.schema} />
        )}
      </Loaded>
    </Drawer>
  );
}

interface DetailProps {
  project: number;
  detail: ItemDetail;
  schema: LabelSchema | undefined;
}

function Detail({ project, detail, schema }: DetailProps) {
  const t = useText(items);
  const [shown, setShown] = useState<Shown>(() => firstShown(detail));
  const [object, setObject] = useState<string | null>(null);
  const document: Document | null = shownOf(detail, shown);
  return (
    <div className="item-detail">
      <section>
        <ContentView content={detail.content} document={document} schema={schema} chosen={object} />
      </section>
      <aside>
        <h3>{t("answers")}</h3>
        <AnswerChoice
          detail={detail}
          shown={shown}
          onChange={(next) => {
            setShown(next);
            setObject(null);
          }}
        />
        {document && (
          <DocumentList document={document} schema={schema} chosen={object} onChoose={setObject} />
        )}
        {detail.annotations.length > 1 && <OpinionView project={project} item={detail.id} />}
        <h3>{t("reviews")}</h3>
        <Reviews detail={detail} />
      </aside>
    </div>
  );
}

function firstShown(detail: ItemDetail): Shown {
  return (
    detail.result ??
    detail.annotations.at(-1)?.id ??
    (detail.gold ? "gold" : detail.prelabel ? "prelabel" : null)
  );
}
