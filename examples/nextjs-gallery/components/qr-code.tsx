"use client";

import { useEffect, useRef, useState } from "react";

import { events, Refusal } from "@/lib/heliograph";

import { RefusalNotice } from "./refusal-notice";
import styles from "./sign-in.module.css";

interface Props {
  onSignedIn: () => Promise<void>;
  onPassword: (hint: string | null) => void;
  onBack: () => void;
}

/** A code to scan with a phone that is signed in. Heliograph sends a fresh one whenever the old one expires, then the outcome. */
export function QrCode(props: Props) {
  const [svg, setSvg] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [attempt, setAttempt] = useState(0);
  const handlers = useRef(props);
  useEffect(() => {
    handlers.current = props;
  });

  useEffect(() => {
    setError(null);
    setSvg(null);
    const source = events("/sign-in/qr");
    const on = (name: string, handle: (data: Record<string, string | null>) => void, isLast = true) =>
      source.addEventListener(name, (event: MessageEvent<string>) => {
        if (isLast) source.close();
        handle(JSON.parse(event.data));
      });
    on("token", ({ svg }) => setSvg(svg ?? null), false);
    on("signed_in", () => void handlers.current.onSignedIn());
    on("password_required", ({ password_hint: hint }) => handlers.current.onPassword(hint ?? null));
    on("failed", (body) => setError(new Refusal(400, body as Refusal["body"])));
    // An EventSource would connect again by itself, and begin another sign-in each time.
    source.addEventListener("error", () => {
      source.close();
      setError(new Refusal(0));
    });
    return () => source.close();
  }, [attempt]);

  return (
    <div className={styles.qr}>
      {error && <RefusalNotice error={error} onRetry={() => setAttempt(attempt + 1)} />}
      {!error && (svg ? <img src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt="QR code for signing in" /> : <div aria-busy="true" />)}
      <p>In Telegram on your phone, open Settings, Devices, Link Desktop Device, and point it at this code.</p>
      <button type="button" className="quiet" onClick={props.onBack}>
        Use a phone number instead
      </button>
    </div>
  );
}
