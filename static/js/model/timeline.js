// The timeline: the positions of all months, days and items.
//
// The whole height is known once the calendar is. A day that is not loaded is laid out with pictures of an average shape; when its items are loaded,
// only its month is laid out again, and the rows and lines of loaded items are kept. The view makes its changes in `keepPlace`, which returns
// how far to scroll so that the visible items stay where they are.
//
// Positions are pixels from the timeline's top.

import { Days, lowerBound } from "./days.js";
import { layOut, shapeOf } from "./justified.js";

/** @typedef {import("./format.js").Media} Media */
/** @typedef {import("./justified.js").Space} Space */
/** @typedef {import("./justified.js").DayBox} DayBox */
/** @typedef {import("./days.js").Day} Day */
/** @typedef {import("./days.js").Month} Month */

/** A position that is kept while heights change: an item, or a part of a day.
 * @typedef {{date: string, id: number|null, offset: number, part: number}} Anchor
 */

/** The visible known items, each with its position in the timeline and its visible area.
 * @typedef {{id: number, y: number, area: number}[]} Seen
 */

/** The last layout of a day: its line in the month and, if it has several rows, the row of each item by the item's id.
 * @typedef {{line: number, rows: Map<number, number>}} Stood
 */

export class Timeline extends Days {
  #height = 0;
  /** The last layouts of days whose lines have loaded items.
   * @type {WeakMap<Day, Stood>}
   */
  #stood = new WeakMap();
  /** Whether rows and lines are kept when something changes. */
  #keepsRows = false;
  /** @type {Space} */
  #space;
  /** The shape of pictures that are not loaded: the mean of the first ones. It never changes, because that would move everything. */
  #average = 0;

  /** @param {Space} space */
  constructor(space) {
    super();
    this.#space = space;
  }

  get space() {
    return this.#space;
  }

  set space(space) {
    this.#space = space;
    this.#stood = new WeakMap();
    for (const month of super.months) month.isDirty = true;
  }

  get height() {
    this.#measure();
    return this.#height;
  }

  get months() {
    this.#measure();
    return super.months;
  }

  /** Adds items to their days; replaces those that are known.
   * @param {Media[]} items
   * @param {{isArriving?: boolean}} [options] whether the counts do not include them yet
   */
  add(items, options) {
    if (!this.#average && items.length > 0) this.#average = items.reduce((sum, item) => sum + shapeOf(item), 0) / items.length;
    super.add(items, options);
  }

  /** The positions of a month's days.
   * @param {Month} month
   * @returns {DayBox[]}
   */
  boxesOf(month) {
    this.#measure();
    month.boxes ??= this.#layOut(month).days;
    return month.boxes;
  }

  /** The months within a range of heights.
   * @param {number} top @param {number} bottom
   */
  between(top, bottom) {
    const { months } = this;
    const from = this.#indexAt(top);
    let to = from;
    while (to < months.length && months[to].top < bottom) to += 1;
    return months.slice(from, to);
  }

  /** The month at a height; undefined in an empty timeline.
   * @param {number} y
   */
  monthAt(y) {
    return this.months[Math.min(this.#indexAt(y), super.months.length - 1)];
  }

  /** An item's box.
   * @param {number} id
   * @returns {import("./justified.js").Box|undefined}
   */
  boxOf(id) {
    const date = this.dateOf(id);
    const place = date === undefined ? undefined : this.#boxOfDay(date);
    if (!place) return undefined;
    const { month, box, day } = place;
    const inside = box.boxes[lowerBound(day.items, id)];
    return { x: box.x + inside.x, y: month.top + box.y + inside.y, width: inside.width, height: inside.height };
  }

  /** The top of a day, or of the next older one that has items; for a month's first day, the top of the month's title.
   * @param {string} date
   */
  topOf(date) {
    const day = this.days.find((one) => one.date <= date) ?? this.days[this.days.length - 1];
    const place = day && this.#boxOfDay(day.date);
    if (!place) return 0;
    return place.month.days[0] === day ? place.month.top : place.month.top + place.box.y;
  }

  /** Whether two days are in the same line.
   * @param {Day} newer @param {Day} older
   */
  sharesLine(newer, older) {
    const [one, other] = [newer, older].map(({ date }) => this.#boxOfDay(date));
    return one !== undefined && one.month === other?.month && one.box.y === other.box.y;
  }

  /** The last of some items that are about to be added, if they would share a row with following ones that are not loaded: their row changes when
   * those are.
   * @param {Media[]} items newest first
   */
  openRow(items) {
    const date = items[items.length - 1]?.timestamp.slice(0, 10) ?? "";
    const day = this.day(date);
    const fresh = items.filter(({ timestamp }) => timestamp.startsWith(date));
    const known = [...(day?.items ?? []).filter(({ id }) => id > fresh[0].id), ...fresh];
    if (!day || known.length >= day.count) return [];
    let whole = known.length;
    // Without the last row, the row above may take the following items, and be open as well.
    for (;;) {
      const items = known.slice(0, whole);
      const [{ boxes }] = layOut([this.#shapes({ items, count: day.count })], this.#space, [this.#earlier(day, items)]).days;
      const start = boxes.findIndex(({ y }) => y === boxes[whole].y);
      if (start === whole) break;
      whole = start;
    }
    return fresh.slice(Math.max(0, whole - (known.length - fresh.length)));
  }

  /** Changes something while a range is visible, so that most of what is visible stays where it is.
   * @param {{top: number, height: number, isKept: boolean}} seen the visible range; if it is not kept, as at the very top, where new items come
   *   into view, rows are filled anew
   * @param {() => void} change
   * @returns {number} the top of the same range afterwards
   */
  keepPlace({ top, height, isKept }, change) {
    const space = this.#space;
    const seen = this.#seenBetween(top, top + height);
    const anchor = this.anchorAt(Math.max(0, top));
    this.#keepsRows = isKept;
    change();
    this.#measure();
    // A new width moves every item, each by as much as is above it.
    const shift = this.#space === space ? this.#shiftOf(seen) : undefined;
    if (shift !== undefined) return top + shift;
    return anchor ? this.placeOf(anchor) : top;
  }

  /** The newest and the oldest day with visible items; null if there are none.
   * @param {number} top @param {number} bottom
   */
  daysBetween(top, bottom) {
    const dates = this.#seenBetween(top, bottom).map(({ id }) => this.dateOf(id) ?? "");
    return dates.length > 0 ? { newest: dates[0], oldest: dates[dates.length - 1] } : null;
  }

  /** @param {number} top @param {number} bottom @returns {Seen} */
  #seenBetween(top, bottom) {
    /** @type {Seen} */
    const seen = [];
    for (const month of this.between(top, bottom)) {
      for (const [at, box] of this.boxesOf(month).entries()) {
        for (const [index, { id }] of month.days[at].items.entries()) {
          const { y: inside, width, height } = box.boxes[index];
          const y = month.top + box.y + inside;
          const shown = Math.min(y + height, bottom) - Math.max(y, top);
          if (shown > 0) seen.push({ id, y, area: shown * width });
        }
      }
    }
    return seen;
  }

  /** How far the largest part of what was visible has moved; undefined if none of it is left.
   * @param {Seen} seen
   */
  #shiftOf(seen) {
    /** @type {Map<number, number>} */
    const areas = new Map();
    for (const { id, y, area } of seen) {
      const box = this.boxOf(id);
      if (box) areas.set(box.y - y, (areas.get(box.y - y) ?? 0) + area);
    }
    return [...areas].sort(([, one], [, other]) => other - one)[0]?.[0];
  }

  /** The anchor at a height: the first item that ends below it, or the first day if none of its items is known.
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

  /** The position of an anchor now.
   * @param {Anchor} anchor
   */
  placeOf({ date, id, offset, part }) {
    const item = id === null ? undefined : this.boxOf(id);
    if (item) return item.y + offset;
    const place = this.#boxOfDay(date);
    if (!place) return this.topOf(date);
    // Above the day (in the month's title) the distance is kept, within it the proportion.
    return place.month.top + place.box.y + (part < 0 ? offset : part * place.box.height);
  }

  /** @param {string} date */
  #boxOfDay(date) {
    this.#measure();
    const [day, month] = [this.day(date), this.monthOf(date)];
    if (!day || !month) return undefined;
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

  /** The earlier layout of a day, and of some of its items.
   * @param {Day} day @param {Media[]} items
   * @returns {import("./justified.js").Earlier}
   */
  #earlier(day, items) {
    const stood = this.#keepsRows ? this.#stood.get(day) : undefined;
    return { isRead: day.items.length > 0, line: stood?.line, rows: items.map(({ id }) => stood?.rows.get(id)) };
  }

  /** @param {{items: Media[], count: number}} day */
  #shapes({ items, count }) {
    const shapes = items.map(shapeOf);
    while (shapes.length < count) shapes.push(this.#average || 1.3);
    return shapes;
  }

  /** @param {Month} month */
  #layOut({ days }) {
    const layout = layOut(days.map((day) => this.#shapes(day)), this.#space, days.map((day) => this.#earlier(day, day.items)));
    this.#note(days, layout.days);
    return layout;
  }

  /** Stores the layout of days whose lines have loaded items.
   * @param {Day[]} days @param {DayBox[]} boxes
   */
  #note(days, boxes) {
    const known = new Set(boxes.filter((_, index) => days[index].items.length > 0).map(({ y }) => y));
    for (const [index, day] of days.entries()) {
      const { y: line, boxes: inside } = boxes[index];
      if (!known.has(line)) this.#stood.delete(day);
      else this.#stood.set(day, { line, rows: new Map(day.items.map(({ id }, at) => [id, inside[at].y])) });
    }
  }

  #measure() {
    let top = 0;
    for (const month of super.months) {
      if (month.isDirty) {
        // The boxes of months without loaded items are computed when they are needed.
        const { height, days } = this.#layOut(month);
        const isRead = month.days.some(({ items }) => items.length > 0);
        Object.assign(month, { height, boxes: isRead ? days : null, isDirty: false });
      }
      month.top = top;
      top += month.height;
    }
    this.#height = top;
  }
}
