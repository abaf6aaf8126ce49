// What changes in Saved Messages while the page is open.

/** @typedef {import("./model/format.js").Media} Media */

/**
 * @typedef {object} Handlers
 * @property {(item: Media) => void} added
 * @property {(item: Media) => void} changed
 * @property {(ids: number[]) => void} removed
 * @property {(seconds: number) => void} wait Telegram asks for patience
 * @property {() => void} signedOut
 * @property {() => void} begun from now on everything is told
 * @property {() => void} missed something may have happened while nobody listened
 * @property {() => void} refused the server does not let this page listen (any more)
 */

/** Listens until the signal ends it. The browser reconnects by itself.
 * @param {Handlers} handlers
 * @param {AbortSignal} signal
 */
export function listen(handlers, signal) {
  const source = new EventSource("/events");
  signal.addEventListener("abort", () => source.close(), { once: true });
  const on = (/** @type {string} */ event, /** @type {(data: any) => void} */ handle) =>
    source.addEventListener(event, (message) => handle(JSON.parse(/** @type {MessageEvent} */ (message).data || "{}")), { signal });

  on("media_added", handlers.added);
  on("media_changed", handlers.changed);
  on("media_removed", ({ ids }) => handlers.removed(ids));
  on("flood_wait", ({ retry_after: seconds }) => handlers.wait(seconds));
  on("signed_out", () => {
    source.close();
    handlers.signedOut();
  });

  let hasBegun = false;
  source.addEventListener("open", () => {
    if (hasBegun) handlers.missed();
    else handlers.begun();
    hasBegun = true;
  }, { signal });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) handlers.refused();
  }, { signal });
}
