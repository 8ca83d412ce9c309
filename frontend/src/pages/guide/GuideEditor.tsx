import { Button, Flex, Input } from "antd";
import { useState } from "react";
import { useSaveGuide } from "@/api/projects";
import type { Project } from "@/api/types";
import { common } from "@/i18n/common";
import { guide as texts } from "@/i18n/guide";
import { useText } from "@/i18n/react";
import { Markdown } from "@/parts/Markdown";
import { useNotify } from "@/parts/useNotify";
import { useUnsaved } from "@/parts/useUnsaved";

interface GuideEditorProps {
  project: Project;
  begin: string;
  onClose: () => void;
}

/** Markdown at the left, as it will be read at the right. */
export function GuideEditor({ project, begin, onClose }: GuideEditorProps) {
  const t = useText(texts);
  const c = useText(common);
  const notify = useNotify();
  const [markdown, setMarkdown] = useState(begin);
  const [note, setNote] = useState("");
  const save = useSaveGuide(project.id);
  useUnsaved(markdown !== begin);
  const submit = async () => {
    const saved = await save.mutateAsync({ markdown, note });
    notify.done(t("saved", { version: saved.version }));
    onClose();
  };
  return (
    <div className="guide-editor">
      <Input.TextArea
        autoFocus
        className="mono"
        aria-label={t("text")}
        placeholder={t("text")}
        value={markdown}
        onChange={({ target }) => setMarkdown(target.value)}
      />
      <section className="card" aria-label={t("preview")}>
        <Markdown text={markdown} />
      </section>
      <Flex gap={12} className="guide-foot">
        <Input
          aria-label={t("note")}
          placeholder={t("note")}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        <Button onClick={onClose}>{c("cancel")}</Button>
        <Button
          type="primary"
          disabled={markdown === begin || !markdown.trim()}
          loading={save.isPending}
          onClick={() => submit().catch(() => undefined)}
        >
          {t("save", { version: project.guide_version + 1 })}
        </Button>
      </Flex>
    </div>
  );
}
