// The timeline: days in months, where each stands, and which of them have been read.
//
// The calendar tells every day and how many items it has, so the whole height is known before anything but the first page is read. A day that was
// not read yet is laid out with pictures of an average shape; when its items come, only its own month is laid out anew. Whoever shows the
// timeline keeps the reader's place across that: `anchorAt` before, `placeOf` after.
//
// Positions are pixels from the timeline's top. Items and days stand newest first; days are those of UTC, as the server counts them.

import { layOut, shapeOf } from "./justified.js";

/** @typedef {import("./format.js").Media} Media */
/** @typedef {import("./justified.js").Space} Space */
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

/** A place that is kept while heights change: an item, or a part of a day.
 * @typedef {{date: string, id: number|null, offset: number, part: number}} Anchor
 */

export class Timeline {
  /** @type {Map<string, Day>} */
  #days = new Map();
  /** @type {Map<number, string>} */
  #dates = new Map();
  /** @type {Month[]} */
  #months = [];
  /** @type {Day[]|null} */
  #ordered = null;
  #height = 0;
  /** @type {Space} */
  #space;
  /** The shape that unread pictures are given: the mean of the first ones, then never changed, or everything would move. */
  #average = 0;
  /** Whether days are known that were not read. */
  hasCalendar = false;

  /** @param {Space} space */
  constructor(space) {
    this.#space = space;
  }

  get space() {
    return this.#space;
  }

  set space(space) {
    this.#space = space;
    for (const month of this.#months) month.isDirty = true;
  }

  get height() {
    this.#measure();
    return this.#height;
  }

  get months() {
    this.#measure();
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
    if (!this.#average && items.length > 0) this.#average = items.reduce((sum, item) => sum + shapeOf(item), 0) / items.length;
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

  /** Where the days of a month stand in it.
   * @param {Month} month
   * @returns {DayBox[]}
   */
  boxesOf(month) {
    this.#measure();
    month.boxes ??= layOut(month.days.map((day) => this.#shapes(day)), this.#space).days;
    return month.boxes;
  }

  /** The months that touch a stretch.
   * @param {number} top @param {number} bottom
   */
  between(top, bottom) {
    const { months } = this;
    const from = this.#indexAt(top);
    let to = from;
    while (to < months.length && months[to].top < bottom) to += 1;
    return months.slice(from, to);
  }

  /** The month that stands there; undefined in an empty timeline.
   * @param {number} y
   */
  monthAt(y) {
    return this.months[Math.min(this.#indexAt(y), this.#months.length - 1)];
  }

  /** An item's box, from the timeline's top.
   * @param {number} id
   * @returns {import("./justified.js").Box|undefined}
   */
  boxOf(id) {
    const date = this.#dates.get(id);
    const place = date === undefined ? undefined : this.#boxOfDay(date);
    if (!place) return undefined;
    const { month, box, day } = place;
    const inside = box.boxes[lowerBound(day.items, id)];
    return { x: box.x + inside.x, y: month.top + box.y + inside.y, width: inside.width, height: inside.height };
  }

  /** Where a day begins, or the next older one where that day has nothing; with it, its month's title where it is the month's first.
   * @param {string} date
   */
  topOf(date) {
    const day = this.days.find((one) => one.date <= date) ?? this.days[this.days.length - 1];
    const place = day && this.#boxOfDay(day.date);
    if (!place) return 0;
    return place.month.days[0] === day ? place.month.top : place.month.top + place.box.y;
  }

  /** What stands at a height: the first item, or the first day where none of its items is known, that reaches below it.
   * @param {number} y
   * @returns {Anchor|null}
   */
  anchorAt(y) {
    const month = this.monthAt(y);
    if (!month) return null;
    const boxes = this.boxesOf(month);
    let at = boxes.findIndex((box) => month.top + box.y + box.height > y);
    if (at < 0) at = boxes.length - 1;
    const [day, box] = [month.days[at], boxes[at]];
    const top = month.top + box.y;
    const index = box.boxes.findIndex((one) => top + one.y + one.height > y);
    const item = day.items[index];
    const offset = y - top - (item ? box.boxes[index].y : 0);
    return { date: day.date, id: item?.id ?? null, offset, part: (y - top) / box.height };
  }

  /** Where an anchor stands now.
   * @param {Anchor} anchor
   */
  placeOf({ date, id, offset, part }) {
    const item = id === null ? undefined : this.boxOf(id);
    if (item) return item.y + offset;
    const place = this.#boxOfDay(date);
    if (!place) return this.topOf(date);
    // Above its first pixel (in the month's title) a distance is kept, within it a proportion.
    return place.month.top + place.box.y + (part < 0 ? offset : part * place.box.height);
  }

  /** @param {string} date */
  #boxOfDay(date) {
    const day = this.#days.get(date);
    const month = day && this.months.find(({ key }) => date.startsWith(key));
    if (!month) return undefined;
    return { month, day, box: this.boxesOf(month)[month.days.indexOf(day)] };
  }

  /** @param {number} y */
  #indexAt(y) {
    const { months } = this;
    let [low, high] = [0, months.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (months[middle].top + months[middle].height <= y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {Day} day */
  #shapes({ items, count }) {
    const shapes = items.map(shapeOf);
    while (shapes.length < count) shapes.push(this.#average || 1.3);
    return shapes;
  }

  #measure() {
    let top = 0;
    for (const month of this.#months) {
      if (month.isDirty) {
        month.boxes = null;
        month.height = layOut(month.days.map((day) => this.#shapes(day)), this.#space).height;
        month.isDirty = false;
      }
      month.top = top;
      top += month.height;
    }
    this.#height = top;
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
    const month = this.#months.find(({ key }) => date.startsWith(key));
    if (!month || !this.#days.delete(date)) return;
    month.days = month.days.filter((day) => day.date !== date);
    month.isDirty = true;
    if (month.days.length === 0) this.#months.splice(this.#months.indexOf(month), 1);
    this.#ordered = null;
  }

  /** @param {string} date */
  #soil(date) {
    const month = this.#months.find(({ key }) => date.startsWith(key));
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
