import { usePages, useRead, useWrite } from "./query";
import type { Expected, MyPay, NewRate, PayLine, Rate } from "./types";

export const useMyPay = (month?: string) => useRead<MyPay>("/me/pay", { query: { month }, keep: true });
export const useMyLines = (month?: string) => usePages<PayLine>("/me/pay/lines", { month });
export const useExpected = () => useRead<Expected[]>("/me/pay/expected");

export const useRates = (project: number) => useRead<Rate[]>(`/projects/${project}/rates`);

export function useAddRate(project: number) {
  const path = `/projects/${project}/rates`;
  return useWrite<NewRate, Rate[]>("POST", (body) => ({ path, body }), { stale: [path] });
}
