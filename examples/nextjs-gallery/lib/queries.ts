// What is on the screen, as TanStack Query keeps it: who is signed in, how much there is, and the list page by page.

import { type InfiniteData, QueryClient, useInfiniteQuery, useQuery } from "@tanstack/react-query";

import * as heliograph from "./heliograph";
import { type MediaType, type Page, Refusal } from "./heliograph";

export const keys = {
  session: ["session"] as const,
  counts: ["counts"] as const,
  lists: ["media"] as const,
  list: (type: MediaType | null) => ["media", type ?? "all"] as const,
};

export type List = InfiniteData<Page, string>;

/** How long a wait may be that is sat out quietly, in seconds; longer ones are told. */
const QUIET_WAIT = 3;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The live events keep the list fresh.
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && isWorthRetrying(error),
        retryDelay: (failures, error) => (waitOf(error) ?? failures + 1) * 1000,
      },
    },
  });
}

function isWorthRetrying(error: Error): boolean {
  if (!(error instanceof Refusal)) return false;
  return error.retryAfter === null ? error.status >= 500 || error.status === 0 : error.retryAfter <= QUIET_WAIT;
}

function waitOf(error: Error): number | null {
  return error instanceof Refusal ? error.retryAfter : null;
}

export function useSession() {
  return useQuery({ queryKey: keys.session, queryFn: ({ signal }) => heliograph.session(signal) });
}

export function useCounts() {
  return useQuery({ queryKey: keys.counts, queryFn: ({ signal }) => heliograph.counts(signal) });
}

export function useMedia(type: MediaType | null) {
  return useInfiniteQuery({
    queryKey: keys.list(type),
    queryFn: ({ pageParam, signal }) => heliograph.page(pageParam, signal),
    initialPageParam: heliograph.firstPage(type),
    getNextPageParam: (last: Page) => last.next,
  });
}
