// Tiles that jump: visible ones whose position or size changes although the reader does not scroll.
//
// Chromium's own layout shift metric is not enough: if the page adjusts the scroll position to a change, and the reader scrolls by a fraction of a
// pixel in the same frame, it counts the whole change as a shift, although nothing visible moves.

/** @typedef {import("@playwright/test").Page} Page */

/** Watches every frame from now on.
 * @param {Page} page
 * @returns {Promise<() => Promise<string[]>>} the jumps so far
 */
export async function watchJumps(page) {
  await page.evaluate(() => {
    const TOLERANCE = 2;
    const holder = /** @type {any} */ (window);
    /** @type {string[]} */
    holder.jumps = [];
    holder.ownScroll = 0;
    const original = window.scrollTo;
    window.scrollTo = /** @type {any} */ ((/** @type {any[]} */ ...to) => {
      const before = scrollY;
      original.apply(window, /** @type {any} */ (to));
      holder.ownScroll += scrollY - before;
    });
    const top = () => document.querySelector("[data-bar]")?.getBoundingClientRect().bottom ?? 0;
    const look = () => {
      /** @type {Map<string, DOMRect>} */
      const tiles = new Map();
      const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-tile]"));
      for (const tile of all) tiles.set(tile.dataset.tile ?? "", tile.getBoundingClientRect());
      return { tiles, scroll: scrollY };
    };
    let before = look();
    holder.ownScroll = 0;
    const frame = () => {
      const now = look();
      const byReader = now.scroll - before.scroll - holder.ownScroll;
      holder.ownScroll = 0;
      const [from, to] = [top(), innerHeight];
      for (const [id, was] of before.tiles) {
        const is = now.tiles.get(id);
        if (!is || was.bottom <= from || was.top >= to) continue;
        const moved = [is.left - was.left, is.top - was.top + byReader, is.width - was.width, is.height - was.height];
        if (moved.some((one) => Math.abs(one) > TOLERANCE)) holder.jumps.push(`${id} by ${moved.map(Math.round)}, scrolled by ${byReader}`);
      }
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return () => page.evaluate(() => /** @type {any} */ (window).jumps);
}
