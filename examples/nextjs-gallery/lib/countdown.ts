import { useEffect, useState } from "react";

/** Seconds left of a wait that began when `since` (any object that is new for each wait) was first seen; 0 when it is over. */
export function useCountdown(seconds: number | null, since: unknown): number {
  const [now, setNow] = useState(0);
  const [end, setEnd] = useState(0);

  useEffect(() => {
    if (!seconds) return setEnd(0);
    const end = Date.now() + seconds * 1000;
    setEnd(end);
    setNow(Date.now());
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= end) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [seconds, since]);

  return Math.max(0, Math.ceil((end - now) / 1000));
}
