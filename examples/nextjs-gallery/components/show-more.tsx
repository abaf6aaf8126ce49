"use client";

import { useEffect, useRef } from "react";

/** How far below the screen the end of the list may be before more is fetched. */
const AHEAD = "1200px";

interface Props {
  isBusy: boolean;
  onShowMore: () => void;
}

/** The end of the list: scrolling near it fetches more, and so does pressing it. */
export function ShowMore({ isBusy, onShowMore }: Props) {
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (isBusy || !button.current) return;
    // Made anew after each page: it tells at once when the end is still near.
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onShowMore(), { rootMargin: AHEAD });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [isBusy, onShowMore]);

  return (
    <button ref={button} type="button" onClick={onShowMore} aria-busy={isBusy}>
      {isBusy ? "Looking for more…" : "Show more"}
    </button>
  );
}
