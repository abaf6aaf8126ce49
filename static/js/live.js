// Live events of Saved Messages, and whether the page is connected to them.
//
// A browser reconnects by itself after a lost connection. It gives up when the server refuses it, or when a proxy does while the server restarts;
// then this module reconnects, after longer and longer waits, and at once when the device is online again.

/** @typedef {import("./model/format.js").Media} Media */

/**
 * @typedef {object} Handlers
 * @property {(item: Media) => void} added
 * @property {(item: Media) => void} changed
 * @property {(ids: number[]) => void} removed
 * @property {(wait: {seconds: number, isPace: boolean}) => void} wait Telegram asks to wait
 * @property {() => void} signedOut
 * @property {() => void} begun from now on events are received
 * @property {() => void} missed events may have been missed
 * @property {() => Promise<boolean>} refused the server refuses this page; resolves to whether to try again
 * @property {(isLost: boolean) => void} line the connection has been lost for some time, or is restored
 */

/** A shorter interruption is not reported. */
const HICCUP_MS = 1500;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 30_000;

/** Receives events until the signal is aborted.
 * @param {Handlers} handlers
 * @param {AbortSignal} signal
 */
export function listen(handlers, signal) {
  /** @type {EventSource|undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let retry;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let hiccup;
  let wait = FIRST_WAIT_MS;
  let hasBegun = false;

  function connect() {
    clearTimeout(retry);
    source?.close();
    const now = new EventSource("/events");
    source = now;
    const on = (/** @type {string} */ event, /** @type {(data: any) => void} */ handle) =>
      now.addEventListener(event, (message) => handle(JSON.parse(/** @type {MessageEvent} */ (message).data || "{}")), { signal });
    on("media_added", handlers.added);
    on("media_changed", handlers.changed);
    on("media_removed", ({ ids }) => handlers.removed(ids));
    on("flood_wait", ({ retry_after: seconds, is_pace: isPace }) => handlers.wait({ seconds, isPace: Boolean(isPace) }));
    on("signed_out", () => {
      now.close();
      handlers.signedOut();
    });
    now.addEventListener("open", found, { signal });
    now.addEventListener("error", () => {
      lost();
      if (now === source && now.readyState === EventSource.CLOSED) refused();
    }, { signal });
  }

  function found() {
    clearTimeout(hiccup);
    hiccup = undefined;
    wait = FIRST_WAIT_MS;
    handlers.line(false);
    if (hasBegun) handlers.missed();
    else handlers.begun();
    hasBegun = true;
  }

  function lost() {
    hiccup ??= setTimeout(() => handlers.line(true), HICCUP_MS);
  }

  async function refused() {
    if (!(await handlers.refused()) || signal.aborted) return;
    retry = setTimeout(connect, wait);
    wait = Math.min(2 * wait, LONGEST_WAIT_MS);
  }

  addEventListener("offline", lost, { signal });
  addEventListener("online", connect, { signal });
  signal.addEventListener("abort", () => {
    source?.close();
    clearTimeout(retry);
    clearTimeout(hiccup);
  }, { once: true });
  connect();
}
