"use client";

import { useEffect, useRef } from "react";

/** How far below the screen the end of the list may be before more is fetched. */
const AHEAD = "1200px";

interface Props {
  /** More is being fetched. */
  isBusy: boolean;
  /** The list as a whole is being fetched anew: nothing can be added to it meanwhile. */
  isBlocked: boolean;
  onShowMore: () => void;
}

/** The end of the list: scrolling near it fetches more, and so does pressing it. */
export function ShowMore({ isBusy, isBlocked, onShowMore }: Props) {
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (isBusy || isBlocked || !button.current) return;
    // Made anew after each fetch: it tells at once when the end is still near, or was reached meanwhile.
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onShowMore(), { rootMargin: AHEAD });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [isBusy, isBlocked, onShowMore]);

  return (
    <button ref={button} type="button" onClick={onShowMore} aria-busy={isBusy}>
      {isBusy ? "Looking for more…" : "Show more"}
    </button>
  );
}
