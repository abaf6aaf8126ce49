"use client";

import { HeliographError } from "@heliograph/client";
import { useEffect, useRef, useState } from "react";

import { heliograph } from "@/lib/heliograph";

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
    return heliograph.signInByQr({
      token: ({ svg }) => setSvg(svg),
      signed_in: () => void handlers.current.onSignedIn(),
      password_required: ({ password_hint: hint }) => handlers.current.onPassword(hint),
      failed: (refusal) => setError(new HeliographError(400, refusal)),
      lost: () => setError(new TypeError("the connection broke")),
    });
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
