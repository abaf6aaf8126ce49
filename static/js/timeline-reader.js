// Loads what the timeline is missing: the calendar once, then the stretches near the window. A stretch that is no longer near is aborted.
//
// The height of a day is an estimate until it is loaded. Filling a gap between two visible days would move one of them, so loaded stretches are
// shown in the order in which they join the visible part, whatever the order of the responses.
//
// Without a calendar (Telegram has none for searches by words) the list is loaded page by page as its end comes near.

import { listMedia, mediaCalendar, wasAborted } from "./api.js";
import { Failure } from "./model/failure.js";
import { READ, stretches } from "./model/reads.js";

/** @typedef {import("./model/format.js").Media} Media */
/** @typedef {import("./model/timeline.js").Timeline} Timeline */
/** @typedef {import("./model/reads.js").Stretch} Stretch */

/** The number of stretches that are loaded at the same time. */
const AT_ONCE = 2;
/** Without a calendar, the next page is loaded when this many days remain below the window. */
const DAYS_LEFT = 6;

/** @typedef {object} Options
 * @property {string} query the parameters of the list
 * @property {string} next the URL of the next page; empty when there is none
 * @property {boolean} hasWords
 * @property {AbortSignal} signal
 * @property {() => {newest: string, oldest: string}|null} seen the newest and the oldest day with visible items; null without any
 * @property {(items: Media[]) => void} took
 * @property {(change: () => number[]) => void} changed makes a change to the timeline, which returns the removed ids
 * @property {(failure: unknown, again: () => void) => void} failed reports a failure, and how to try again if that does not happen by itself
 */

export class TimelineReader {
  #timeline;
  #options;
  #next;
  /** @type {Map<string, {stretch: Stretch, end: AbortController, done: Promise<void>}>} */
  #running = new Map();
  /** Stretches that are loaded and wait for another one.
   * @type {Set<Stretch>}
   */
  #waiting = new Set();
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

  /** Whether the list has another page. */
  get hasMore() {
    return this.#next !== "";
  }

  /** Loads the calendar. */
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

  /** Loads the days near the window that are not known, and aborts other stretches.
   * @param {number} from the first index @param {number} to the index after the last
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
    for (const stretch of stretches(days, from, to, (newer, older) => this.#timeline.sharesLine(newer, older))) {
      if (this.#running.size >= AT_ONCE) break;
      if (!stretch.dates.some((date) => running.has(date))) this.#start(stretch);
    }
  }

  /** Loads all items of some days, wherever they are.
   * @param {string[]} dates consecutive, newest first
   */
  async readDays(dates) {
    const { days } = this.#timeline;
    const from = days.findIndex(({ date }) => date === dates[0]);
    const found = from < 0 ? [] : stretches(days, from, from + dates.length);
    for (const stretch of found) await this.#read(stretch, this.#options.signal);
  }

  /** Loads the next page. */
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
  async #read(stretch, signal) {
    const { dates, before, oldest, count } = stretch;
    /** @type {Set<number>} */
    const ids = new Set();
    /** Items that have arrived, and are shown together with the next page.
     * @type {Media[]}
     */
    let open = [];
    let next = `/get-saved-messages-media?limit=${Math.min(READ, Math.max(1, count))}&before=${before}&${this.#options.query}`;
    for (;;) {
      const page = await listMedia(next, signal);
      for (const { id } of page.items) ids.add(id);
      const date = page.items[page.items.length - 1]?.timestamp.slice(0, 10) ?? "";
      const isEnd = page.next === null || ids.size >= count || date < oldest;
      await this.#turn(stretch, signal);
      const items = [...open, ...page.items];
      open = isEnd ? [] : this.#openAfter(items, date);
      if (items.length > open.length) this.#options.took(items.slice(0, items.length - open.length));
      if (isEnd) break;
      next = /** @type {string} */ (page.next);
    }
    this.#options.changed(() => this.#timeline.finish(dates, ids, before));
  }

  /** The items that have to wait for the next page: all, if something below the gap is visible; otherwise those that share a row with the next
   * page's.
   * @param {Media[]} items @param {string} date the date of the last one
   */
  #openAfter(items, date) {
    const seen = this.#options.seen();
    return seen && seen.oldest < date ? items : this.#timeline.openRow(items);
  }

  /** Waits while a stretch is being loaded between this one and the visible part.
   * @param {Stretch} stretch @param {AbortSignal} signal
   */
  async #turn(stretch, signal) {
    try {
      for (let first = this.#before(stretch); first; first = this.#before(stretch)) {
        this.#waiting.add(stretch);
        await first.done;
        signal.throwIfAborted();
      }
    } finally {
      this.#waiting.delete(stretch);
    }
  }

  /** The stretch that has to be shown before another one, if there is one.
   * @param {Stretch} later
   */
  #before(later) {
    const seen = this.#options.seen();
    if (!seen) return undefined;
    return [...this.#running.values()].find(({ stretch, end }) => {
      if (stretch === later || this.#waiting.has(stretch) || end.signal.aborted) return false;
      return later.dates[0] > stretch.dates[0] ? seen.oldest < stretch.oldest : seen.newest > stretch.dates[0];
    });
  }

  #again() {
    this.near(this.#near.from, this.#near.to);
  }

  /** Waits for as long as the server says; otherwise leaves trying again to the reader.
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
