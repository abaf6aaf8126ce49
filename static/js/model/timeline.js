// The timeline: where each month, day and item stands.
//
// The whole height is known before anything but the first page is read. A day that was not read yet is laid out with pictures of an average
// shape; when its items come, only its own month is laid out anew. Whoever shows the timeline keeps the reader's place across that:
// `anchorAt` before, `placeOf` after.
//
// Positions are pixels from the timeline's top.

import { Days, lowerBound } from "./days.js";
import { layOut, shapeOf } from "./justified.js";

/** @typedef {import("./format.js").Media} Media */
/** @typedef {import("./justified.js").Space} Space */
/** @typedef {import("./justified.js").DayBox} DayBox */
/** @typedef {import("./days.js").Day} Day */
/** @typedef {import("./days.js").Month} Month */

/** A place that is kept while heights change: an item, or a part of a day.
 * @typedef {{date: string, id: number|null, offset: number, part: number}} Anchor
 */

export class Timeline extends Days {
  #height = 0;
  /** @type {Space} */
  #space;
  /** The shape that unread pictures are given: the mean of the first ones, then never changed, or everything would move. */
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

  /** Takes items in, each into its day; one that is known is replaced.
   * @param {Media[]} items
   * @param {{isArriving?: boolean}} [options] whether the counts do not have them yet
   */
  add(items, options) {
    if (!this.#average && items.length > 0) this.#average = items.reduce((sum, item) => sum + shapeOf(item), 0) / items.length;
    super.add(items, options);
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
    return this.months[Math.min(this.#indexAt(y), super.months.length - 1)];
  }

  /** An item's box, from the timeline's top.
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

  /** Where a day begins, or the next older one where that day has nothing; with it, its month's title where it is the month's first.
   * @param {string} date
   */
  topOf(date) {
    const day = this.days.find((one) => one.date <= date) ?? this.days[this.days.length - 1];
    const place = day && this.#boxOfDay(day.date);
    if (!place) return 0;
    return place.month.days[0] === day ? place.month.top : place.month.top + place.box.y;
  }

  /** What stands at a height: the first item, or the first day where none of its items is known, that reaches below it. Where that is a day
   * whose height is a guess still, the first item that begins within what is `seen` below is the better hold.
   * @param {number} y @param {number} [seen]
   * @returns {Anchor|null}
   */
  anchorAt(y, seen = 0) {
    const month = this.monthAt(y);
    if (!month) return null;
    const boxes = this.boxesOf(month);
    let at = boxes.findIndex((box) => month.top + box.y + box.height > y);
    if (at < 0) at = boxes.length - 1;
    const [day, box] = [month.days[at], boxes[at]];
    const top = month.top + box.y;
    const index = box.boxes.findIndex((one) => top + one.y + one.height > y);
    const item = day.items[index];
    const held = item ? null : this.#firstWithin(y, y + seen);
    if (held) return { date: held.date, id: held.id, offset: y - held.y, part: 0 };
    const offset = y - top - (item ? box.boxes[index].y : 0);
    return { date: day.date, id: item?.id ?? null, offset, part: (y - top) / box.height };
  }

  /** The first known item that begins in a stretch.
   * @param {number} from @param {number} to
   */
  #firstWithin(from, to) {
    for (const month of this.between(from, to)) {
      for (const [at, box] of this.boxesOf(month).entries()) {
        const [{ date, items }, top] = [month.days[at], month.top + box.y];
        if (top >= to) return null;
        const index = items.findIndex((_, one) => top + box.boxes[one].y >= from && top + box.boxes[one].y < to);
        if (index >= 0) return { date, id: items[index].id, y: top + box.boxes[index].y };
      }
    }
    return null;
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

  /** @param {Day} day */
  #shapes({ items, count }) {
    const shapes = items.map(shapeOf);
    while (shapes.length < count) shapes.push(this.#average || 1.3);
    return shapes;
  }

  #measure() {
    let top = 0;
    for (const month of super.months) {
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
}
