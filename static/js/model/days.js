// The days of a timeline: how many items each has, and which of them are loaded.
//
// The calendar has the count of each day. Items are added in ranges, or one by one as they arrive, and removed; the days keep their counts, and
// whether all items of a day are loaded. Items and days are sorted from newest to oldest; days are in UTC, as on the server.

/** @typedef {import("./format.js").Media} Media */
/** @typedef {import("./justified.js").DayBox} DayBox */

/**
 * @typedef {object} Day
 * @property {string} date as `2026-11-20`
 * @property {number} count the number of items, according to the last information
 * @property {number} newest the id of its newest item
 * @property {Media[]} items the loaded items
 * @property {boolean} isWhole whether all of its items are loaded
 * @property {boolean} isStale whether the items may have changed since they were loaded
 */

/**
 * @typedef {object} Month
 * @property {string} key as `2026-11`
 * @property {Day[]} days
 * @property {number} top
 * @property {number} height
 * @property {DayBox[]|null} boxes the positions of its days; null until they are needed
 * @property {boolean} isDirty whether its height has to be computed again
 */

export class Days {
  /** @type {Map<string, Day>} */
  #days = new Map();
  /** @type {Map<number, string>} */
  #dates = new Map();
  /** @type {Month[]} */
  #months = [];
  /** @type {Day[]|null} */
  #ordered = null;
  /** Whether the calendar is loaded. */
  hasCalendar = false;

  /** Newest first. */
  get months() {
    return this.#months;
  }

  /** All days, newest first.
   * @returns {readonly Day[]}
   */
  get days() {
    this.#ordered ??= this.#months.flatMap((month) => month.days);
    return this.#ordered;
  }

  /** The number of items, loaded or not. */
  get count() {
    return this.days.reduce((sum, { count }) => sum + count, 0);
  }

  /** @param {string} date */
  day(date) {
    return this.#days.get(date);
  }

  /** The month of a day.
   * @param {string} date
   */
  monthOf(date) {
    return this.#months.find(({ key }) => date.startsWith(key));
  }

  /** @param {number} id */
  dateOf(id) {
    return this.#dates.get(id);
  }

  /** Sets the days of the calendar. A day that has changed is to be loaded again.
   * @param {{date: string, count: number, newest: number}[]} calendar
   * @returns {number[]} the ids of the items of removed days
   */
  setCalendar(calendar) {
    this.hasCalendar = true;
    const present = new Set(calendar.map(({ date }) => date));
    const gone = this.days.filter(({ date }) => !present.has(date)).flatMap(({ items }) => items.map(({ id }) => id));
    for (const id of gone) this.remove(id);
    for (const { date } of [...this.days]) if (!present.has(date)) this.#drop(date);
    for (const { date, count, newest } of calendar) {
      const day = this.#days.get(date);
      if (!day) {
        this.#insert({ date, count, newest, items: [], isWhole: false, isStale: false });
        continue;
      }
      const isSame = day.items.length === count && day.items[0]?.id === newest;
      if (day.count !== Math.max(count, day.items.length)) this.#soil(date);
      Object.assign(day, { count: isSame ? count : Math.max(count, day.items.length), newest: Math.max(newest, day.items[0]?.id ?? 0), isWhole: isSame });
    }
    return gone;
  }

  /** Adds items to their days; replaces those that are known.
   * @param {Media[]} items
   * @param {{isArriving?: boolean}} [options] whether the counts do not include them yet
   */
  add(items, { isArriving = false } = {}) {
    for (const item of items) {
      const date = item.timestamp.slice(0, 10);
      let day = this.#days.get(date);
      if (!day) {
        day = { date, count: 0, newest: item.id, items: [], isWhole: isArriving || !this.hasCalendar, isStale: false };
        this.#insert(day);
      }
      const at = lowerBound(day.items, item.id);
      if (day.items[at]?.id === item.id) {
        day.items[at] = item;
      } else {
        day.items.splice(at, 0, item);
        if (isArriving) day.count += 1;
      }
      day.count = Math.max(day.count, day.items.length);
      day.newest = Math.max(day.newest, item.id);
      this.#dates.set(item.id, date);
      this.#soil(date);
    }
  }

  /** Marks days as completely loaded. Items that are known but were not among the loaded ones are removed.
   * @param {Iterable<string>} dates
   * @param {Set<number>} ids the loaded ids
   * @param {number} before items from this id on have arrived since
   * @returns {number[]} the removed ids
   */
  finish(dates, ids, before) {
    /** @type {number[]} */
    const gone = [];
    for (const date of dates) {
      const day = this.#days.get(date);
      if (!day) continue;
      const isThere = (/** @type {Media} */ { id }) => ids.has(id) || id >= before;
      for (const item of day.items) if (!isThere(item)) gone.push(item.id);
      day.items = day.items.filter(isThere);
      Object.assign(day, { count: day.items.length, newest: day.items[0]?.id ?? 0, isWhole: true, isStale: false });
      this.#soil(date);
      if (day.count === 0) this.#drop(date);
    }
    for (const id of gone) this.#dates.delete(id);
    return gone;
  }

  /** @param {number} id @returns {boolean} whether it was known */
  remove(id) {
    const date = this.#dates.get(id);
    const day = date === undefined ? undefined : this.#days.get(date);
    if (date === undefined || !day) return false;
    this.#dates.delete(id);
    day.items = day.items.filter((item) => item.id !== id);
    day.count -= 1;
    // Loading starts at the newest id, which must not be below that of the first item.
    if (day.isWhole) day.newest = day.items[0]?.id ?? 0;
    this.#soil(date);
    if (day.count <= 0) this.#drop(date);
    return true;
  }

  /** Marks every day as stale: it is loaded again when it is next near the window, and shown unchanged until then. */
  distrust() {
    for (const day of this.#days.values()) day.isStale = day.items.length > 0;
  }

  /** Whether something between two days, or on them, is not loaded.
   * @param {string} newer @param {string} older
   */
  hasUnread(newer, older) {
    if (newer === older) return !this.#days.get(newer)?.isWhole;
    return this.days.some(({ date, isWhole }) => !isWhole && date <= newer && date >= older);
  }

  /** @param {Day} day */
  #insert(day) {
    const key = day.date.slice(0, 7);
    let month = this.#months.find((one) => one.key === key);
    if (!month) {
      month = { key, days: [], top: 0, height: 0, boxes: null, isDirty: true };
      const before = this.#months.findIndex((one) => one.key < key);
      this.#months.splice(before < 0 ? this.#months.length : before, 0, month);
    }
    const before = month.days.findIndex(({ date }) => date < day.date);
    month.days.splice(before < 0 ? month.days.length : before, 0, day);
    month.isDirty = true;
    this.#days.set(day.date, day);
    this.#ordered = null;
  }

  /** @param {string} date */
  #drop(date) {
    const month = this.monthOf(date);
    if (!month || !this.#days.delete(date)) return;
    month.days = month.days.filter((day) => day.date !== date);
    month.isDirty = true;
    if (month.days.length === 0) this.#months.splice(this.#months.indexOf(month), 1);
    this.#ordered = null;
  }

  /** @param {string} date */
  #soil(date) {
    const month = this.monthOf(date);
    if (month) month.isDirty = true;
  }
}

/** The index of an id, or where it would be inserted, in items that are sorted from newest to oldest.
 * @param {readonly {id: number}[]} items @param {number} id
 */
export function lowerBound(items, id) {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle].id > id) low = middle + 1;
    else high = middle;
  }
  return low;
}
