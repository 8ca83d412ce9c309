/** How the pages ask: reads are cached by path, writes name what they make stale. */

import {
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useState } from "react";
import { call, type Method, ProblemError, type Query } from "./fetch";
import type { Page } from "./types";

let announce: (error: Error) => void = () => {};

/** `callback` shows a failed write to the person, unless the page shows it itself (`quiet`). */
export function onFailedWrite(callback: (error: Error) => void): void {
  announce = callback;
}

function worthRetrying(failures: number, error: Error): boolean {
  const passing = error instanceof ProblemError && (error.status === 0 || error.status >= 502);
  return passing && failures < 2;
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache(),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      if (!mutation.meta?.quiet) announce(error);
    },
  }),
  defaultOptions: {
    queries: { staleTime: 5_000, retry: worthRetrying, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

export interface ReadOptions {
  query?: Query;
  /** Ask again every so many milliseconds while the page is in front. */
  every?: number | false;
  enabled?: boolean;
  /** Show the former rows while new ones are on their way. */
  keep?: boolean;
}

/** Reads `path`. The cache key is the path's parts and the query, so that a write can name a whole branch. */
export function useRead<Reply>(path: string, options: ReadOptions = {}) {
  const { query, every = false, enabled = true, keep = false } = options;
  return useQuery<Reply>({
    queryKey: keyOf(path, query),
    queryFn: ({ signal }) => call<Reply>("GET", path, { query, signal }),
    refetchInterval: every,
    enabled,
    placeholderData: keep ? keepPreviousData : undefined,
  });
}

export function keyOf(path: string, query?: Query): unknown[] {
  return [...path.split("/").filter(Boolean), ...(query ? [query] : [])];
}

export interface Request {
  path: string;
  body?: unknown;
  query?: Query;
}

export interface WriteOptions {
  /** Paths whose cached answers are stale afterwards. */
  stale?: string[];
  quiet?: boolean;
}

/** Changes something: `request` turns the variables into a path and a body. */
export function useWrite<Variables, Reply = unknown>(
  method: Exclude<Method, "GET">,
  request: (variables: Variables) => Request,
  { stale = [], quiet = false }: WriteOptions = {},
) {
  const client = useQueryClient();
  return useMutation<Reply, Error, Variables>({
    meta: { quiet },
    mutationFn: (variables) => {
      const { path, body, query } = request(variables);
      return call<Reply>(method, path, { body, query });
    },
    onSuccess: () => Promise.all(stale.map((path) => client.invalidateQueries({ queryKey: keyOf(path) }))),
  });
}

/** Pages through a list by cursor, one page on the screen at a time. A change of `query` goes back to the first. */
export function usePages<Row>(path: string, query: Query = {}, options: Omit<ReadOptions, "query"> = {}) {
  const filter = JSON.stringify(query);
  const [place, setPlace] = useState<{ filter: string; trail: string[] }>({ filter, trail: [] });
  const trail = place.filter === filter ? place.trail : [];
  const read = useRead<Page<Row>>(path, {
    ...options,
    keep: true,
    query: { ...query, cursor: trail.at(-1) },
  });
  const next = read.data?.next ?? null;
  return {
    ...read,
    rows: read.data?.rows ?? [],
    pageNumber: trail.length + 1,
    forward: next === null ? null : () => setPlace({ filter, trail: [...trail, next] }),
    back: trail.length === 0 ? null : () => setPlace({ filter, trail: trail.slice(0, -1) }),
  };
}

export type Pages<Row> = ReturnType<typeof usePages<Row>>;
