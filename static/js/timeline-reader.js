// Reads what the timeline is missing: the calendar once, then the stretches that come near. A stretch that nobody waits for any more is given up.
//
// Without a calendar (words are looked for, and Telegram counts no days for those) the list is read page by page as its end comes near.

import { listMedia, mediaCalendar, wasAborted } from "./api.js";
import { Failure } from "./model/failure.js";
import { READ, stretches } from "./model/reads.js";

/** @typedef {import("./model/format.js").Media} Media */
/** @typedef {import("./model/timeline.js").Timeline} Timeline */
/** @typedef {import("./model/reads.js").Stretch} Stretch */

/** Stretches that are read at the same time. */
const AT_ONCE = 2;
/** Without a calendar, the next page is read when so many days are left below the window. */
const DAYS_LEFT = 6;

/** @typedef {object} Options
 * @property {string} query the parameters that narrow the list
 * @property {string} next the page after what is known; empty when there is none
 * @property {boolean} hasWords
 * @property {AbortSignal} signal
 * @property {(items: Media[]) => void} took
 * @property {(change: () => number[]) => void} changed the timeline is to change; what that returns is gone
 * @property {(failure: unknown, again: () => void) => void} failed what went wrong, and how to go on where nothing goes on by itself
 */

export class TimelineReader {
  #timeline;
  #options;
  #next;
  /** @type {Map<string, {stretch: Stretch, end: AbortController, done: Promise<void>}>} */
  #running = new Map();
  #near = { from: 0, to: 0 };
  #isPaused = false;
  #isAtTail = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /** @param {Timeline} timeline @param {Options} options */
  constructor(timeline, options) {
    this.#timeline = timeline;
    this.#options = options;
    this.#next = options.next;
    options.signal.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
  }

  /** Whether the list goes on below what is known. */
  get hasMore() {
    return this.#next !== "";
  }

  /** Asks which days there are. */
  async readCalendar() {
    if (this.#options.hasWords) return;
    try {
      const calendar = await mediaCalendar(this.#options.query, this.#options.signal);
      this.#next = "";
      this.#options.changed(() => this.#timeline.setCalendar(calendar));
    } catch (failure) {
      this.#pause(failure, () => this.readCalendar());
    }
  }

  /** These days are near: reads those that are not known, and gives up others.
   * @param {number} from an index @param {number} to the one after
   */
  near(from, to) {
    this.#near = { from, to };
    if (this.#isPaused) return;
    if (!this.#timeline.hasCalendar) {
      if (this.#options.hasWords && to >= this.#timeline.days.length - DAYS_LEFT) this.readTail();
      return;
    }
    const { days } = this.#timeline;
    const dates = new Set(days.slice(from, to).map(({ date }) => date));
    for (const { stretch, end } of this.#running.values()) if (!stretch.dates.some((date) => dates.has(date))) end.abort();
    const running = new Set([...this.#running.values()].filter(({ end }) => !end.signal.aborted).flatMap(({ stretch }) => stretch.dates));
    for (const stretch of stretches(days, from, to)) {
      if (this.#running.size >= AT_ONCE) break;
      if (!stretch.dates.some((date) => running.has(date))) this.#start(stretch);
    }
  }

  /** Reads whole days, wherever they are, for whoever needs all of their items.
   * @param {string[]} dates without a gap, newest first
   */
  async readDays(dates) {
    const { days } = this.#timeline;
    const from = days.findIndex(({ date }) => date === dates[0]);
    const found = from < 0 ? [] : stretches(days, from, from + dates.length);
    for (const stretch of found) await this.#read(stretch, this.#options.signal);
  }

  /** Reads the page after what is known. */
  async readTail() {
    if (this.#isAtTail || this.#next === "") return;
    this.#isAtTail = true;
    try {
      const page = await listMedia(this.#next, this.#options.signal);
      this.#next = page.next ?? "";
      this.#options.took(page.items);
    } catch (failure) {
      this.#pause(failure, () => this.readTail());
    } finally {
      this.#isAtTail = false;
    }
  }

  /** @param {Stretch} stretch */
  #start(stretch) {
    const key = stretch.dates[0];
    this.#running.get(key)?.end.abort();
    const end = new AbortController();
    const done = this.#read(stretch, AbortSignal.any([end.signal, this.#options.signal]))
      .catch((failure) => this.#pause(failure, () => this.#again()))
      .then(() => {
        if (this.#running.get(key)?.end === end) this.#running.delete(key);
        if (!this.#options.signal.aborted) this.#again();
      });
    this.#running.set(key, { stretch, end, done });
  }

  /** @param {Stretch} stretch @param {AbortSignal} signal */
  async #read({ dates, before, oldest, count }, signal) {
    /** @type {Set<number>} */
    const ids = new Set();
    let next = `/get-saved-messages-media?limit=${Math.min(READ, Math.max(1, count))}&before=${before}&${this.#options.query}`;
    for (;;) {
      const page = await listMedia(next, signal);
      for (const { id } of page.items) ids.add(id);
      const last = page.items[page.items.length - 1];
      const isEnd = page.next === null || ids.size >= count || !last || last.timestamp.slice(0, 10) < oldest;
      if (page.items.length > 0) this.#options.took(page.items);
      if (isEnd) break;
      next = /** @type {string} */ (page.next);
    }
    this.#options.changed(() => this.#timeline.finish(dates, ids, before));
  }

  #again() {
    this.near(this.#near.from, this.#near.to);
  }

  /** Waits where the server says how long, and leaves it to the reader otherwise.
   * @param {unknown} failure @param {() => void} again
   */
  #pause(failure, again) {
    if (wasAborted(failure)) return;
    this.#isPaused = true;
    const goOn = () => {
      clearTimeout(this.#timer);
      this.#isPaused = false;
      again();
    };
    const wait = failure instanceof Failure ? failure.wait : 0;
    clearTimeout(this.#timer);
    if (wait > 0) this.#timer = setTimeout(goOn, wait * 1000);
    this.#options.failed(failure, goOn);
  }
}
