import { useEffect, useState } from "react";
import { useCheckSchema } from "@/api/projects";
import type { LabelSchema } from "@/api/types";
import { lineOf, type Read, type TextFault } from "./text";

/**
 * Everything wrong with a schema being written: the text's own faults at once, the server's after a pause. A text
 * that was not changed is not asked about.
 */
export function useFaults(project: number, text: string, read: Read, changed: boolean) {
  const { mutateAsync } = useCheckSchema(project);
  const [found, setFound] = useState<{ text: string; faults: TextFault[] }>({ text: "", faults: [] });
  const schema = read.schema;

  useEffect(() => {
    if (!schema || !changed) return;
    let dropped = false;
    const timer = setTimeout(async () => {
      const faults = await serverFaults(schema, text, mutateAsync);
      if (!dropped) setFound({ text, faults });
    }, 800);
    return () => {
      dropped = true;
      clearTimeout(timer);
    };
  }, [schema, text, changed, mutateAsync]);

  const checked = !changed || found.text === text;
  return {
    faults: read.faults.length > 0 ? read.faults : checked && changed ? found.faults : [],
    checking: read.faults.length === 0 && !checked,
  };
}

type Check = ReturnType<typeof useCheckSchema>["mutateAsync"];

async function serverFaults(schema: LabelSchema, text: string, check: Check): Promise<TextFault[]> {
  try {
    const { problems } = await check({ schema });
    return problems.map(({ path, message }) => ({ path, message, line: lineOf(text, path) }));
  } catch (error) {
    return [{ path: "", message: error instanceof Error ? error.message : String(error), line: 1 }];
  }
}
