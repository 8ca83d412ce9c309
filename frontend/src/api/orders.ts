import { usePages, useRead, useWrite } from "./query";
import type {
  NewOrder,
  NewOrderConfirmation,
  NewOrderProject,
  NewQuote,
  OrderDetail,
  OrderMove,
  OrderRow,
  OrderState,
  OrderStatement,
  OrderWithdrawal,
  Sample,
  SampleLook,
  SampleMark,
} from "./types";

export const useOrders = (state?: OrderState) => usePages<OrderRow>("/orders", { state });
export const useOrder = (id: number) => useRead<OrderDetail>(`/orders/${id}`, { every: 30_000 });

const stale = ["/orders"];

export function useFileOrder() {
  return useWrite<NewOrder, OrderDetail>("POST", (body) => ({ path: "/orders", body }), { stale });
}

export function useRewriteOrder(id: number) {
  return useWrite<NewOrder, OrderDetail>("PUT", (body) => ({ path: `/orders/${id}`, body }), { stale });
}

export function useMoveOrder(id: number) {
  return useWrite<OrderMove, OrderDetail>("POST", (body) => ({ path: `/orders/${id}/moves`, body }), {
    stale,
  });
}

export function useQuoteOrder(id: number) {
  return useWrite<NewQuote, OrderDetail>("POST", (body) => ({ path: `/orders/${id}/quotes`, body }), {
    stale,
  });
}

export function useProduceOrder(id: number) {
  return useWrite<NewOrderProject, OrderDetail>("POST", (body) => ({ path: `/orders/${id}/project`, body }), {
    stale: [...stale, "/projects"],
  });
}

export function useConfirmGate(id: number) {
  return useWrite<NewOrderConfirmation, OrderDetail>(
    "POST",
    (body) => ({ path: `/orders/${id}/confirmations`, body }),
    { stale },
  );
}

/** Running projects may pause with it. */
export function useWithdrawGate(id: number) {
  return useWrite<OrderWithdrawal, OrderDetail>(
    "POST",
    (body) => ({ path: `/orders/${id}/withdrawals`, body }),
    { stale: [...stale, "/projects"] },
  );
}

export const useStatement = (id: number) => useRead<OrderStatement>(`/orders/${id}/statement`);
export const statementFile = (id: number) => `/api/orders/${id}/statement/file`;

export function useSettleOrder(id: number) {
  return useWrite<void, OrderDetail>("POST", () => ({ path: `/orders/${id}/settlement` }), { stale });
}

const samplePath = (project: number, lot: number) => `/projects/${project}/lots/${lot}/sample`;

export const useSample = (project: number, lot: number) => useRead<Sample>(samplePath(project, lot));

export function useSampleItem(project: number, lot: number, item: number) {
  return useRead<SampleLook>(`${samplePath(project, lot)}/items/${item}`);
}

export function useDrawSample(project: number, lot: number) {
  const path = samplePath(project, lot);
  return useWrite<void, Sample>("POST", () => ({ path }), { stale: [path, "/orders"] });
}

export function useMarkItem(project: number, lot: number) {
  const path = samplePath(project, lot);
  return useWrite<{ item: number; mark: SampleMark }, Sample>(
    "PUT",
    ({ item, mark }) => ({ path: `${path}/items/${item}`, body: mark }),
    { stale: [path] },
  );
}

export function useConcludeSample(project: number, lot: number) {
  const path = samplePath(project, lot);
  return useWrite<void, Sample>("POST", () => ({ path: `${path}/verdict` }), {
    stale: [`/projects/${project}`, "/orders"],
  });
}
