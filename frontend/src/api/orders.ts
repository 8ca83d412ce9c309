import { usePages, useRead, useWrite } from "./query";
import type {
  NewOrder,
  NewOrderProject,
  NewQuote,
  OrderDetail,
  OrderMove,
  OrderRow,
  OrderState,
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
