// The timeline, as the reader sees it.

/** @typedef {import("@playwright/test").Page} Page */

export const tiles = (/** @type {Page} */ page) => page.locator("[data-tile]");

/** The ids of the tiles in the document, in their order on the page.
 * @param {Page} page
 * @returns {Promise<number[]>}
 */
export function idsOf(page) {
  return tiles(page).evaluateAll((all) => all.map((tile) => Number(/** @type {HTMLElement} */ (tile).dataset.tile)));
}

/** All items that the API lists, newest first.
 * @param {Page} page @param {string} [query]
 */
export async function listed(page, query = "") {
  return (await page.request.get(`/get-saved-messages-media?limit=500${query}`)).json();
}

/** A tile near the middle of the window: its id and position; null if there is none.
 * @param {Page} page
 */
export function middleTile(page) {
  return page.evaluate(() => {
    // A row may be short, and there are gaps between rows.
    for (const down of [0.55, 0.4, 0.7, 0.25, 0.85]) {
      for (const left of [0.5, 0.35, 0.65, 0.15]) {
        const under = document.elementFromPoint(innerWidth * left, innerHeight * down);
        const tile = /** @type {HTMLElement|null|undefined} */ (under?.closest("[data-tile]"));
        if (tile) return { id: Number(tile.dataset.tile), top: tile.getBoundingClientRect().top };
      }
    }
    return null;
  });
}

/** Waits until the timeline has the whole height of its calendar.
 * @param {Page} page @param {number} pixels at least
 */
export async function isCounted(page, pixels) {
  await page.waitForFunction((least) => (document.querySelector("[data-months]")?.clientHeight ?? 0) >= least, pixels);
}
