// The counts beside the filters.

import { mediaCounts } from "./api.js";
import { language } from "./model/words.js";

/** Combines a burst of changes into one request. */
const GATHER_MS = 400;

/**
 * @param {AbortSignal} signal
 * @param {{counted: (counts: Record<string, number>) => void, failed: (failure: unknown) => void}} options `counted`: by type, and `all`
 * @returns {() => void} to be called after items were added or removed
 */
export function countsBeside(signal, { counted, failed }) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => mediaCounts(signal).then(told, failed), GATHER_MS);
  };

  /** @param {Record<string, number>} counts */
  function told(counts) {
    const all = { ...counts, all: Object.values(counts).reduce((sum, count) => sum + count, 0) };
    show(all);
    counted(all);
  }
}

/** @param {Record<string, number>} counts */
function show(counts) {
  for (const [type, count] of Object.entries(counts)) {
    const place = document.querySelector(`[data-count="${CSS.escape(type)}"]`);
    if (!place) continue;
    place.textContent = count.toLocaleString(language());
    const chip = place.closest("a");
    chip?.closest("li")?.toggleAttribute("hidden", count === 0 && type !== "all" && !chip.hasAttribute("aria-current"));
  }
}
