// Generated Saved Messages with lists that respond when a test wants it, so that responses can arrive in any order.

import { ACCOUNTS, signInByApi } from "./test.js";
import { isCounted } from "./timeline.js";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("@playwright/test").Route} Route */

const SIZES = [[1600, 1200], [900, 1600], [1280, 720], [1000, 1000], [2400, 1000], [1200, 1600], [1920, 1080]];
const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const LAST_DAY = Date.UTC(2026, 5, 30);

export class Library {
  /** Newest first. */
  #items;
  #days;
  #isHolding = false;
  /** @type {{date: string, route: Route}[]} */
  #held = [];

  /** @param {number[]} counts the number of items of each day, newest first */
  constructor(counts) {
    let id = 40_000;
    this.#days = counts.map((count, index) => {
      const date = new Date(LAST_DAY - index * 86_400_000).toISOString().slice(0, 10);
      const items = Array.from({ length: count }, () => madeUp(id--, date));
      return { date, count, newest: items[0].id, items };
    });
    this.#items = this.#days.flatMap(({ items }) => items);
  }

  /** The day at that index, counted from the newest. @param {number} index */
  date(index) {
    return this.#days[index].date;
  }

  /** Opens a page whose lists come from here.
   * @param {Page} page @param {string} baseURL
   */
  async open(page, baseURL) {
    const calendar = this.#days.map(({ date, count, newest }) => ({ date, count, newest }));
    const counts = { all: this.#items.length, photo: this.#items.length };
    await page.route("**/media-calendar?*", (route) => route.fulfill({ json: calendar }));
    await page.route("**/media-counts", (route) => route.fulfill({ json: counts }));
    await page.route("**/stream_thumbnail/**", (route) => route.fulfill({ body: PIXEL, contentType: "image/png" }));
    await page.route("**/get-saved-messages-media?*", (route) => {
      const { searchParams } = new URL(route.request().url());
      const date = this.#items.find(({ id }) => id < Number(searchParams.get("before") ?? Infinity))?.timestamp.slice(0, 10) ?? "";
      if (!this.#isHolding) return this.#answer(route);
      this.#held.push({ date, route });
    });
    page.on("requestfailed", (request) => {
      this.#held = this.#held.filter(({ route }) => route.request() !== request);
    });
    await signInByApi(page, baseURL, ACCOUNTS.endless);
    await page.goto("/");
    await isCounted(page, 1000);
    await page.waitForFunction((date) => document.querySelector(`[data-day="${date}"] [data-tile]`), this.date(0));
  }

  /** From now on, lists respond only after `answer`. */
  hold() {
    this.#isHolding = true;
  }

  /** Responds to a request for a list once it arrives. A request that the page aborts before it has the response does not count.
   * @param {string} [date] the day that the list begins with; without it, any
   * @returns {Promise<string>} that day
   */
  async answer(date) {
    for (;;) {
      const at = this.#held.findIndex((one) => date === undefined || one.date === date);
      if (at >= 0) {
        const [{ date: first, route }] = this.#held.splice(at, 1);
        if (await this.#answer(route)) return first;
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Responds to the requests that wait, one after the other, and to all later ones at once. */
  async release() {
    this.#isHolding = false;
    for (let next = this.#held.shift(); next; next = this.#held.shift()) await this.#answer(next.route);
  }

  /** The days whose lists are requested and have no response yet. */
  get held() {
    return this.#held.map(({ date }) => date);
  }

  /** @param {Route} route @returns {Promise<boolean>} whether the page has received the response */
  async #answer(route) {
    const { searchParams } = new URL(route.request().url());
    const [before, limit] = [Number(searchParams.get("before") ?? Infinity), Number(searchParams.get("limit"))];
    const from = this.#items.findIndex(({ id }) => id < before);
    const page = from < 0 ? [] : this.#items.slice(from, from + limit);
    searchParams.set("before", String(page.at(-1)?.id));
    const headers = from + limit < this.#items.length ? { Link: `</get-saved-messages-media?${searchParams}>; rel="next"` } : {};
    try {
      await route.fulfill({ json: page, headers });
      const response = await route.request().response();
      return response !== null && await response.finished() === null;
    } catch {
      return false;
    }
  }
}

/** Scrolls until a day begins that far below the window's top.
 * @param {Page} page @param {string} date @param {number} y
 */
export async function bringDay(page, date, y) {
  await page.evaluate(async ([wanted, top]) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let tries = 0; tries < 500; tries += 1) {
      const day = document.querySelector(`[data-day="${wanted}"]`);
      if (day) {
        scrollBy(0, Math.round(day.getBoundingClientRect().top - Number(top)));
      } else {
        const first = /** @type {HTMLElement|null} */ (document.querySelector("[data-day]"));
        scrollBy(0, (first?.dataset.day ?? "") < String(wanted) ? -700 : 700);
      }
      await frame();
      await frame();
      if (day && Math.abs(day.getBoundingClientRect().top - Number(top)) < 2) return;
    }
    throw new Error(`${wanted} does not come`);
  }, [date, y]);
}

/** @param {number} id @param {string} date */
function madeUp(id, date) {
  const [width, height] = SIZES[(id * 7919) % 10_007 % SIZES.length];
  return {
    id, type: "photo", name: `${id}.jpg`, caption: "", timestamp: `${date}T12:00:00Z`, size: 1000, mime_type: "image/jpeg", width, height,
    duration: null, has_thumbnail: true, placeholder: null, thumbnail_url: `/stream_thumbnail/${id}`, stream_url: `/stream_media/${id}`,
  };
}
