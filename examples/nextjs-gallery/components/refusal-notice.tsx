"use client";

import { useCountdown } from "@/lib/countdown";
import { messageOf, retryAfter } from "@/lib/heliograph";
import styles from "./refusal-notice.module.css";

interface Props {
  error: Error;
  onRetry?: () => void;
}

/** Why something did not work, how long to wait where that helps, and a way to try again. */
export function RefusalNotice({ error, onRetry }: Props) {
  const wait = retryAfter(error);
  const left = useCountdown(wait, error);
  return (
    <div className={styles.notice} role="alert">
      <p>{messageOf(error)}</p>
      {left > 0 && <p aria-hidden="true">{inWords(left)} left.</p>}
      {wait !== null && <p className="visually-hidden">Wait {inWords(wait)}.</p>}
      {onRetry && (
        <button type="button" onClick={onRetry} disabled={left > 0}>
          Try again
        </button>
      )}
    </div>
  );
}

function inWords(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
