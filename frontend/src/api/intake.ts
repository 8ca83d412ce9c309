import { usePages, useRead, useWrite } from "./query";
import type {
  Delivery,
  ExportRun,
  FormatRow,
  ImportRun,
  Lot,
  LotVerdict,
  MadeWebhook,
  NewDelivery,
  NewExport,
  NewImport,
  NewLot,
  NewWebhook,
  Webhook,
  WebhookCall,
} from "./types";

export const useFormats = () => useRead<FormatRow[]>("/formats");

/** What a format is called, by its name. */
export function useFormatTitle(): (name: string) => string {
  const formats = useFormats();
  return (name) => formats.data?.find((one) => one.name === name)?.title || name;
}

/** Runs change while jobs work on them, so they are asked for often as long as one is under way. */
function useRuns<Run extends { state: string }>(path: string) {
  const read = useRead<Run[]>(path);
  const busy = read.data?.some(
    (run) => run.state === "waiting" || run.state === "running" || run.state === "building",
  );
  return useRead<Run[]>(path, { every: busy ? 1_500 : 30_000 });
}

export const useImports = (id: number) => useRuns<ImportRun>(`/projects/${id}/imports`);
export const useExports = (id: number) => useRuns<ExportRun>(`/projects/${id}/exports`);
export const useDeliveries = (id: number) => useRuns<Delivery>(`/projects/${id}/deliveries`);
/** Lots of an order fill by themselves: the list is asked for again. */
export const useLots = (id: number, enabled = true) =>
  useRead<Lot[]>(`/projects/${id}/lots`, { enabled, every: 15_000 });

/** Names of the stores that the server may import from. */
export const useStores = (id: number) => useRead<string[]>(`/projects/${id}/stores`);

export function useStartImport(id: number) {
  const path = `/projects/${id}/imports`;
  return useWrite<NewImport, ImportRun>("POST", (body) => ({ path, body }), { stale: [`/projects/${id}`] });
}

export function useStartExport(id: number) {
  const path = `/projects/${id}/exports`;
  return useWrite<NewExport, ExportRun>("POST", (body) => ({ path, body }), { stale: [path] });
}

export function useMakeLot(id: number) {
  const path = `/projects/${id}/lots`;
  return useWrite<NewLot, Lot>("POST", (body) => ({ path, body }), {
    stale: [path, `/projects/${id}/items`],
  });
}

export function useDeliver(id: number) {
  return useWrite<{ lot: number; delivery: NewDelivery }, Delivery>(
    "POST",
    ({ lot, delivery }) => ({ path: `/projects/${id}/lots/${lot}/deliver`, body: delivery }),
    { stale: [`/projects/${id}`] },
  );
}

export function useJudgeLot(id: number) {
  return useWrite<{ lot: number; verdict: LotVerdict }, Lot>(
    "POST",
    ({ lot, verdict }) => ({ path: `/projects/${id}/lots/${lot}/verdict`, body: verdict }),
    { stale: [`/projects/${id}`] },
  );
}

export const exportFile = (id: number, run: number) => `/api/projects/${id}/exports/${run}/file`;
export const deliveryFile = (id: number, delivery: number) =>
  `/api/projects/${id}/deliveries/${delivery}/file`;

export const useWebhooks = (id: number) => useRead<Webhook[]>(`/projects/${id}/webhooks`);

export function useWebhookCalls(id: number, webhook: number) {
  return usePages<WebhookCall>(`/projects/${id}/webhooks/${webhook}/calls`);
}

export function useMakeWebhook(id: number) {
  const path = `/projects/${id}/webhooks`;
  return useWrite<NewWebhook, MadeWebhook>("POST", (body) => ({ path, body }), { stale: [path] });
}

export function useDropWebhook(id: number) {
  const path = `/projects/${id}/webhooks`;
  return useWrite<number>("DELETE", (webhook) => ({ path: `${path}/${webhook}` }), { stale: [path] });
}
