// What is on the screen, as TanStack Query keeps it: who is signed in, how much there is, and the list page by page.

import { type InfiniteData, QueryClient, useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { heliograph, type MediaKind, type MediaPage, type MediaQuery, retryAfter, statusOf } from "./heliograph";

export const keys = {
  session: ["session"] as const,
  counts: ["counts"] as const,
  lists: ["media"] as const,
  list: (type: MediaKind | null) => ["media", type ?? "all"] as const,
};

export type List = InfiniteData<MediaPage, MediaQuery>;

const PAGE_SIZE = 60;
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
        retryDelay: (failures, error) => (retryAfter(error) ?? failures + 1) * 1000,
      },
    },
  });
}

function isWorthRetrying(error: Error): boolean {
  const wait = retryAfter(error);
  const status = statusOf(error);
  return wait === null ? status >= 500 || status === 0 : wait <= QUIET_WAIT;
}

export const sessionQuery = {
  queryKey: keys.session,
  queryFn: ({ signal }: { signal?: AbortSignal }) => heliograph.isAuthenticated({ signal }),
};

export function useSession() {
  return useQuery(sessionQuery);
}

export function useCounts() {
  return useQuery({ queryKey: keys.counts, queryFn: ({ signal }) => heliograph.countMedia({ signal }) });
}

export function useMedia(type: MediaKind | null) {
  const first: MediaQuery = { limit: PAGE_SIZE, ...(type && { type }) };
  return useInfiniteQuery({
    queryKey: keys.list(type),
    queryFn: ({ pageParam, signal }) => heliograph.listMedia(pageParam, { signal }),
    initialPageParam: first,
    getNextPageParam: (last: MediaPage) => last.next,
  });
}
