// The bar with the number of selected items, and the actions for them.

import { say } from "./model/words.js";
import { notice } from "./notice.js";

/** @typedef {import("./model/selection.js").Selection} Selection */
/** @typedef {import("./model/format.js").Media} Media */

/** With more ids, servers and proxies might refuse the URL as too long. */
const MOST_IN_ZIP = 1000;

/**
 * @param {Selection} selection
 * @param {{get: (id: number) => Media|undefined, remove: (ids: number[]) => void, signal: AbortSignal}} options
 * @returns {() => void} to be called after the selection has changed
 */
export function selectBar(selection, { get, remove, signal }) {
  const bar = /** @type {HTMLElement} */ (document.querySelector("[data-selection]"));
  const part = (/** @type {string} */ hook) => /** @type {HTMLElement} */ (bar.querySelector(`[data-selection-${hook}]`));
  const on = (/** @type {string} */ hook, /** @type {() => void} */ act) => part(hook).addEventListener("click", act, { signal });

  on("clear", () => selection.clear());
  on("copy", async () => {
    const links = selection.ids.map((id) => new URL(get(id)?.stream_url ?? "", location.href).href);
    try {
      await navigator.clipboard.writeText(links.join("\n"));
      notice(say("select.copied", { count: links.length }));
    } catch {
      notice(say("select.uncopied"));
    }
  });
  on("delete", () => {
    const { ids } = selection;
    selection.clear();
    remove(ids);
  });
  part("download").addEventListener("click", (event) => {
    if (selection.size <= MOST_IN_ZIP) return;
    event.preventDefault();
    notice(say("select.most", { limit: MOST_IN_ZIP }));
  }, { signal });

  return () => {
    bar.hidden = selection.size === 0;
    part("count").textContent = say("select.count", { count: selection.size });
    part("download").setAttribute("href", `/download?ids=${selection.ids.join(",")}`);
  };
}
