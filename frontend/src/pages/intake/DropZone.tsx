import { InboxOutlined } from "@ant-design/icons";
import { Button, Flex } from "antd";
import { type DragEvent, useRef, useState } from "react";
import { intake } from "@/i18n/intake";
import { useText } from "@/i18n/react";
import { type Chosen, fromDrop, fromInput } from "./chosenFiles";

/** Where files and folders are dropped, or chosen by button. */
export function DropZone({
  onChosen,
  disabled,
}: {
  onChosen: (chosen: Chosen[]) => void;
  disabled: boolean;
}) {
  const t = useText(intake);
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) onChosen(await fromDrop(event.dataTransfer.items));
  };
  return (
    <section
      className={`drop ${over ? "drop-over" : ""}`}
      aria-label={t("drop")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <InboxOutlined className="drop-icon" />
      <b>{t("drop")}</b>
      <span className="quiet">{t("dropHelp")}</span>
      <Flex gap={12} justify="center">
        <Button disabled={disabled} onClick={() => files.current?.click()}>
          {t("chooseFiles")}
        </Button>
        <Button disabled={disabled} onClick={() => folder.current?.click()}>
          {t("chooseFolder")}
        </Button>
      </Flex>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-testid="files"
        onChange={({ target }) => onChosen(fromInput(target.files))}
      />
      <input
        ref={folder}
        type="file"
        hidden
        {...{ webkitdirectory: "" }}
        onChange={({ target }) => onChosen(fromInput(target.files))}
      />
    </section>
  );
}
