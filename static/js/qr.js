// Signing in by QR code: the server sends a picture of each new token, then the outcome.

import { Failure } from "./model/failure.js";
import { say } from "./model/words.js";

/**
 * @typedef {object} Handlers
 * @property {(svg: string) => void} token a QR code to show, as SVG
 * @property {(hint: string|null) => void} passwordRequired
 * @property {() => void} signedIn
 * @property {(failure: Failure) => void} failed the server has ended it, or cannot be reached
 */

/** Receives events until the outcome, or until the signal is aborted.
 * @param {Handlers} handlers
 * @param {AbortSignal} signal
 */
export function watchQr(handlers, signal) {
  const source = new EventSource("/sign-in/qr");
  const end = () => source.close();
  signal.addEventListener("abort", end, { once: true });
  const on = (/** @type {string} */ event, /** @type {(data: any) => void} */ handle) =>
    source.addEventListener(event, (message) => handle(JSON.parse(/** @type {MessageEvent} */ (message).data || "{}")), { signal });

  on("token", ({ svg }) => handlers.token(svg));
  on("password_required", ({ password_hint: hint }) => {
    end();
    handlers.passwordRequired(hint ?? null);
  });
  on("signed_in", () => {
    end();
    handlers.signedIn();
  });
  on("failed", (body) => {
    end();
    handlers.failed(new Failure(body.error, { body }));
  });
  // A browser that reconnects by itself would begin a new sign-in each time.
  source.addEventListener("error", () => {
    end();
    handlers.failed(new Failure(say("sign_in.qr_failed")));
  }, { signal });
}

/** A URL of an SVG for an <img>, where its scripts do not run.
 * @param {string} svg
 */
export function svgAddress(svg) {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
