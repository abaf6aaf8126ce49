// The days of a timeline: how many items each has, and which of them have been read.
//
// The calendar tells every day with its count. Items come in stretches, one by one as they arrive, and go; here it is kept true how many there
// are and whether what is known of a day is all of it. Items and days stand newest first; days are those of UTC, as the server counts them.

/** @typedef {import("./format.js").Media} Media */
/** @typedef {import("./justified.js").DayBox} DayBox */

/**
 * @typedef {object} Day
 * @property {string} date as `2026-11-20`
 * @property {number} count how many items it has, as far as is known
 * @property {number} newest the id of its newest item
 * @property {Media[]} items those that were read
 * @property {boolean} isWhole whether `items` are all there are
 * @property {boolean} isStale whether that may have changed since they were read
 */

/**
 * @typedef {object} Month
 * @property {string} key as `2026-11`
 * @property {Day[]} days
 * @property {number} top
 * @property {number} height
 * @property {DayBox[]|null} boxes where its days stand; null until they are needed
 * @property {boolean} isDirty whether its height has to be found anew
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
  /** Whether days are known that were not read. */
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

  /** How many items there are, read or not. */
  get count() {
    return this.days.reduce((sum, { count }) => sum + count, 0);
  }

  /** @param {string} date */
  day(date) {
    return this.#days.get(date);
  }

  /** The month that a day belongs to.
   * @param {string} date
   */
  monthOf(date) {
    return this.#months.find(({ key }) => date.startsWith(key));
  }

  /** @param {number} id */
  dateOf(id) {
    return this.#dates.get(id);
  }

  /** What the calendar says. Days that changed since they were read have to be read again.
   * @param {{date: string, count: number, newest: number}[]} calendar
   * @returns {number[]} the ids of items whose day is gone
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

  /** Takes items in, each into its day; one that is known is replaced.
   * @param {Media[]} items
   * @param {{isArriving?: boolean}} [options] whether the counts do not have them yet
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

  /** Days were read from end to end: what was known of them and did not come is gone.
   * @param {Iterable<string>} dates
   * @param {Set<number>} ids all that came
   * @param {number} before what is not below that id arrived since then
   * @returns {number[]} the ids of what is gone
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
    // Reading starts at the newest: its id must not be below what is there.
    if (day.isWhole) day.newest = day.items[0]?.id ?? 0;
    this.#soil(date);
    if (day.count <= 0) this.#drop(date);
    return true;
  }

  /** Every day has to be read again when it is next seen; until then it is shown as it was. */
  distrust() {
    for (const day of this.#days.values()) day.isStale = day.items.length > 0;
  }

  /** Whether something unread stands between two days, or on them.
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

/** Where an id stands, or would stand, in items that are newest first.
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
