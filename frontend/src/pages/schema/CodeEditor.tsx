import { type KeyboardEvent, useEffect, useRef } from "react";
import type { TextFault } from "./text";

interface CodeEditorProps {
  value: string;
  onChange: (value: string) => void;
  label: string;
  faults: TextFault[];
  /** The line to go to; a new object each time, so that the same line can be asked for again. */
  goTo: { line: number } | null;
}

/** A plain text box with line numbers, red where something is wrong. */
export function CodeEditor({ value, onChange, label, faults, goTo }: CodeEditorProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const bad = new Map(faults.map((fault) => [fault.line, fault.message]));
  const lines = value.split("\n").length;

  useEffect(() => {
    const area = box.current;
    if (!area || !goTo) return;
    const before = area.value.split("\n").slice(0, goTo.line - 1);
    const start = before.reduce((sum, line) => sum + line.length + 1, 0);
    const end = area.value.indexOf("\n", start);
    area.focus();
    area.setSelectionRange(start, end === -1 ? area.value.length : end);
    const height = area.scrollHeight / area.value.split("\n").length;
    area.scrollTop = Math.max(0, (goTo.line - 4) * height);
  }, [goTo]);

  return (
    <div className="code">
      <div className="code-gutter" ref={gutter} aria-hidden="true">
        {Array.from({ length: lines }, (_, i) => (
          <div key={`${i + 1}`} className={bad.has(i + 1) ? "code-bad" : undefined} title={bad.get(i + 1)}>
            {i + 1}
          </div>
        ))}
      </div>
      <textarea
        ref={box}
        value={value}
        aria-label={label}
        aria-invalid={bad.size > 0}
        spellCheck={false}
        wrap="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={keepIndent}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** Enter begins the new line under the first word of the old one. */
function keepIndent(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || event.nativeEvent.isComposing || event.shiftKey || event.ctrlKey) return;
  const area = event.currentTarget;
  const line = area.value.slice(0, area.selectionStart).split("\n").at(-1) ?? "";
  const indent = /^ */.exec(line)?.[0] ?? "";
  if (!indent) return;
  event.preventDefault();
  // The one way to insert that the browser's undo knows of.
  document.execCommand("insertText", false, `\n${indent}`);
}
