// What happens in Saved Messages while somebody looks: Heliograph tells it by server-sent events, and the lists on the screen follow.

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { heliograph, type Media } from "./heliograph";
import { keys, type List } from "./queries";

/** Milliseconds until a connection is tried anew that the browser has given up. */
const PAUSE = 3000;

interface Live {
  /** Seconds that Telegram asked this account to wait, until they have passed. */
  wait: number | null;
  isLost: boolean;
}

/** Listens for as long as whoever calls it is on the page. */
export function useLive(): Live {
  const client = useQueryClient();
  const [wait, setWait] = useState<number | null>(null);
  const [isLost, setIsLost] = useState(false);

  useEffect(() => {
    let stop: () => void;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let reconnecting: ReturnType<typeof setTimeout> | undefined;
    let hasMissed = false;

    function listen() {
      stop = heliograph.watch({
        media_added: (item) => {
          change(client, (items, list, isFirst) => (isFirst && accepts(list, item) && !has(items, item) ? [item, ...items] : items));
          void client.invalidateQueries({ queryKey: keys.counts });
        },
        media_changed: (item) => change(client, (items) => items.map((old) => (old.id === item.id ? item : old))),
        media_removed: ({ ids }) => {
          change(client, (items) => items.filter(({ id }) => !ids.includes(id)));
          void client.invalidateQueries({ queryKey: keys.counts });
        },
        flood_wait: ({ retry_after: seconds, is_pace: isPace }) => {
          // A pace is how fast files go without premium, and nothing that one could act on.
          if (isPace) return;
          clearTimeout(waiting);
          setWait(seconds);
          waiting = setTimeout(() => setWait(null), seconds * 1000);
        },
        signed_out: () => void client.invalidateQueries({ queryKey: keys.session }),
        opened: () => {
          setIsLost(false);
          // What happened meanwhile was told to nobody: list again.
          if (hasMissed) void client.invalidateQueries();
          hasMissed = false;
        },
        lost: (isOver) => {
          hasMissed = true;
          setIsLost(true);
          // A line that breaks is mended by the browser itself. A refusal it takes for final, also one by a proxy that finds nobody behind it.
          if (!isOver) return;
          reconnecting = setTimeout(listen, PAUSE);
          void client.invalidateQueries({ queryKey: keys.session });
        },
      });
    }

    listen();
    return () => {
      clearTimeout(waiting);
      clearTimeout(reconnecting);
      stop();
    };
  }, [client]);

  return { wait, isLost };
}

type Change = (items: Media[], list: string, isFirst: boolean) => Media[];

/** Changes every list that was fetched, whatever it was narrowed to. */
function change(client: QueryClient, edit: Change): void {
  for (const [key, data] of client.getQueriesData<List>({ queryKey: keys.lists })) {
    if (!data) continue;
    const pages = data.pages.map((page, index) => ({ ...page, items: edit(page.items, String(key[1]), index === 0) }));
    client.setQueryData<List>(key, { ...data, pages });
  }
}

function accepts(list: string, item: Media): boolean {
  return list === "all" || list === item.type;
}

function has(items: Media[], { id }: Media): boolean {
  return items.some((item) => item.id === id);
}
