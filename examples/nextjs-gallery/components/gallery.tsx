"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";

import { heliograph, type MediaKind, statusOf, type User } from "@/lib/heliograph";
import { useLive } from "@/lib/live";
import { byMonth } from "@/lib/media";
import { keys, useMedia } from "@/lib/queries";

import { Brand } from "./brand";
import { Filter } from "./filter";
import { Month } from "./month";
import { RefusalNotice } from "./refusal-notice";
import { ShowMore } from "./show-more";
import { Uploads } from "./uploads";
import { Viewer } from "./viewer";
import styles from "./gallery.module.css";

/** The media of Saved Messages, newest first, month by month. */
export function Gallery({ user }: { user: User }) {
  const [type, setType] = useState<MediaKind | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const media = useMedia(type);
  const { wait, isLost } = useLive();
  const signOut = useSignOut();
  useLeaveWhenSignedOut(media.error);

  const items = useMemo(() => media.data?.pages.flatMap((page) => page.items) ?? [], [media.data]);
  const months = useMemo(() => byMonth(items), [items]);
  const { fetchNextPage } = media;
  const showMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  const canShowMore = media.hasNextPage && !media.isFetchNextPageError;

  return (
    <>
      <header className={styles.header}>
        <Brand />
        <span className={styles.user}>
          <span className="visually-hidden">Signed in as </span>
          {user.first_name}
        </span>
        <Uploads />
        <button type="button" onClick={() => signOut.mutate()} aria-busy={signOut.isPending}>
          Sign out
        </button>
      </header>
      <main className={styles.main}>
        <Filter type={type} onChange={setType} />
        <div className={styles.status} role="status">
          {isLost && <p>The connection is lost. Trying to get it back…</p>}
          {wait !== null && <p>Telegram asks to wait {wait} s. It goes on by itself.</p>}
        </div>
        {signOut.error && <RefusalNotice error={signOut.error} onRetry={() => signOut.mutate()} />}

        <div aria-busy={media.isPending}>
          {months.map(({ name, items }) => (
            <Month key={name} name={name} items={items} onOpen={setOpened} />
          ))}
        </div>
        {media.isPending && <p className={styles.empty}>Looking…</p>}
        {media.isSuccess && items.length === 0 && <p className={styles.empty}>Nothing here yet. Upload something, or send it to your Saved Messages.</p>}
        {media.error && <RefusalNotice error={media.error} onRetry={media.data ? showMore : () => void media.refetch()} />}
        {canShowMore && <ShowMore isBusy={media.isFetchingNextPage} isBlocked={media.isRefetching} onShowMore={showMore} />}
      </main>
      <Viewer items={items} opened={opened} onMove={setOpened} onNearEnd={canShowMore ? showMore : undefined} />
    </>
  );
}

function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => heliograph.logOut(),
    // Nothing of the account stays in memory.
    onSuccess: () => {
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
      client.setQueryData(keys.session, { authenticated: false });
    },
  });
}

/** A session that ended elsewhere shows as a 401. */
function useLeaveWhenSignedOut(error: Error | null) {
  const client = useQueryClient();
  const isSignedOut = error !== null && statusOf(error) === 401;
  useEffect(() => {
    if (isSignedOut) void client.invalidateQueries({ queryKey: keys.session });
  }, [client, isSignedOut]);
}
