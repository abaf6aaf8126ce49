// The timeline in the document: only what is near the window exists, at the positions of the model.
//
// The container has the whole height from the start. In every frame with scrolling, months, days and tiles near the window are made, and
// distant ones are removed, together with their downloads. During fast scrolling no pictures are loaded: a tile shows its placeholder, and a
// day that is not loaded a row of blanks. `settled` is called when scrolling has slowed down.

import { place } from "./arrange.js";
import { spaceFor } from "./model/justified.js";
import { darken, hide, light, makeTile, uncover, withSelect } from "./tile.js";
import { adoptMonth, dropDay, elements, insertTile, makeDay, makeMonth } from "./timeline-parts.js";

/** @typedef {import("./model/format.js").Media} Media */
/** @typedef {import("./model/timeline.js").Timeline} Timeline */
/** @typedef {import("./model/days.js").Month} Month */
/** @typedef {import("./model/days.js").Day} Day */
/** @typedef {import("./model/justified.js").DayBox} DayBox */

/** How far around the window elements exist, in window heights. */
const AROUND = 1;
/** Above this speed, in pixels per millisecond, pictures cannot be seen. */
const FAST = 6;
/** The time without movement after which scrolling has settled; longer while the scrubber is dragged. */
const CALM_MS = 90;
const HELD_MS = 300;
/** The space for a day's label above an item that is scrolled into view, and some below. */
const LABELS = 40;
const BELOW = 20;

/** @typedef {import("./timeline-parts.js").MonthPart} MonthPart */

export class TimelineView {
  #container;
  #timeline;
  #sources;
  #settled;
  #drawn;
  /** @type {Map<string, MonthPart>} */
  #months = new Map();
  #bar = /** @type {HTMLElement|null} */ (document.querySelector("[data-bar]"));
  /** The distance from the document's top to the timeline's. */
  #offset = 0;
  /** The same, without the bar that covers it. */
  #inset = 0;
  #frame = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #calm;
  #last = { y: 0, time: 0 };
  #isFast = false;
  /** The item that the keyboard has reached. */
  current = 0;
  /** Whether the scrubber is being dragged. */
  isHeld = false;
  /** Whether items may be inserted above the first one, which then keeps its position. */
  beginsBelow = false;

  /**
   * @param {HTMLElement} container
   * @param {Timeline} timeline
   * @param {object} options
   * @param {import("./tile.js").Sources} options.sources
   * @param {AbortSignal} options.signal
   * @param {(from: number, to: number) => void} options.settled scrolling has settled; the indexes of the days near the window
   * @param {(tile: HTMLElement, id: number) => void} options.drawn a tile was added to the document
   */
  constructor(container, timeline, { sources, signal, settled, drawn }) {
    this.#container = container;
    this.#timeline = timeline;
    this.#sources = sources;
    this.#settled = settled;
    this.#drawn = drawn;
    // Load and error events don't bubble, but can be captured.
    container.addEventListener("load", ({ target }) => uncover(target), { signal, capture: true });
    container.addEventListener("error", ({ target }) => hide(target), { signal, capture: true });
    addEventListener("scroll", () => this.#scrolled(), { signal, passive: true });
    const observer = new ResizeObserver(() => this.#resized());
    observer.observe(container);
    if (this.#bar) observer.observe(this.#bar);
    signal.addEventListener("abort", () => {
      observer.disconnect();
      cancelAnimationFrame(this.#frame);
      clearTimeout(this.#calm);
    }, { once: true });
    this.#measure();
  }

  /** Takes over what the server rendered. The timeline already has its items. */
  adopt() {
    const { icons } = this.#sources;
    for (const month of elements(this.#container, "[data-month]")) this.#months.set(month.dataset.month ?? "", adoptMonth(month, icons));
    for (const item of this.#timeline.days.flatMap(({ items }) => items)) {
      const tile = this.tile(item.id);
      if (!tile) continue;
      withSelect(tile, item, icons);
      tile.querySelector("[data-download]")?.remove();
      /** @type {HTMLElement} */ (tile.querySelector("[data-open]")).tabIndex = -1;
      for (const picture of elements(tile, "[data-picture]")) if (/** @type {HTMLImageElement} */ (picture).complete) uncover(picture);
      this.#drawn(tile, item.id);
    }
  }

  /** Changes the timeline without moving what the reader sees; at the very top, new items come into view.
   * @param {() => void} change
   */
  keepPlace(change) {
    const { top } = this;
    const isKept = top > 0 || this.beginsBelow;
    const to = this.#timeline.keepPlace({ top, height: this.height, isKept }, change);
    if (this.#timeline.hasCalendar) this.beginsBelow = false;
    this.#container.style.blockSize = `${this.#timeline.height}px`;
    if (isKept) this.scrollTo(to);
    this.settle();
  }

  /** The newest and the oldest day with visible items; null if there are none. */
  get seen() {
    return this.#timeline.daysBetween(this.top, this.top + this.height);
  }

  /** The visible height of the timeline, in pixels. */
  get height() {
    return innerHeight - this.#offset + this.#inset;
  }

  /** The position of the window's top in the timeline. */
  get top() {
    return scrollY - this.#inset;
  }

  /** @param {number} y the position in the timeline to scroll to the window's top */
  scrollTo(y) {
    const to = Math.max(0, y + this.#inset);
    if (Math.abs(to - scrollY) >= 1) scrollTo({ top: to, behavior: "instant" });
  }

  /** @param {number} id @returns {HTMLElement|null} */
  tile(id) {
    return this.#container.querySelector(`[data-tile="${id}"]`);
  }

  /** Scrolls an item into view, as little as possible.
   * @param {number} id
   */
  reveal(id) {
    const box = this.#timeline.boxOf(id);
    if (!box) return;
    const { height } = this;
    if (box.y - LABELS < this.top) this.scrollTo(box.y - LABELS);
    else if (box.y + box.height + BELOW > this.top + height) this.scrollTo(box.y + box.height + BELOW - height);
  }

  /** Scrolls an item into view and focuses it.
   * @param {number} id
   */
  focus(id) {
    this.reveal(id);
    this.current = id;
    this.render();
    /** @type {HTMLElement|null|undefined} */ (this.tile(id)?.querySelector("[data-open]"))?.focus({ preventScroll: true });
  }

  /** Replaces the tile of an item that has changed.
   * @param {number} id
   */
  renew(id) {
    const tile = this.tile(id);
    const part = this.#partOf(id);
    tile?.remove();
    part?.tiles.delete(id);
    this.render();
  }

  /** Updates the document for the window and the timeline. */
  render() {
    const timeline = this.#timeline;
    const from = scrollY - this.#offset - AROUND * innerHeight;
    const to = scrollY - this.#offset + (1 + AROUND) * innerHeight;
    const months = timeline.between(from, to);
    const keys = new Set(months.map(({ key }) => key));
    for (const [key, part] of this.#months) if (!keys.has(key) && !this.#holdsFocus(part.element)) this.#dropMonth(key, part);
    for (const month of months) this.#drawMonth(month, from, to);
    this.#rove();
  }

  /** @param {Month} month @param {number} from @param {number} to */
  #drawMonth(month, from, to) {
    let part = this.#months.get(month.key);
    if (!part) this.#months.set(month.key, part = makeMonth(this.#container, month.key));
    place(part.element, { x: 0, y: month.top, width: this.#timeline.space.width, height: month.height });
    const boxes = this.#timeline.boxesOf(month);
    const near = new Set();
    for (const [index, box] of boxes.entries()) {
      const y = month.top + box.y;
      if (y > to || y + box.height < from) continue;
      near.add(month.days[index].date);
      this.#drawDay(part, month.days[index], box, from - y, to - y);
    }
    for (const [date, day] of part.days) if (!near.has(date) && !this.#holdsFocus(day.element)) dropDay(part, date, day);
  }

  /** @param {MonthPart} month @param {Day} day @param {DayBox} box @param {number} from the first index in the day @param {number} to */
  #drawDay(month, day, box, from, to) {
    const part = month.days.get(day.date) ?? makeDay(month, day.date, this.#sources.icons);
    place(part.element, box);
    part.element.toggleAttribute("data-unread", day.items.length < day.count);
    if (day.items.length < day.count) {
      const blank = box.boxes[box.boxes.length - 1];
      part.list.style.setProperty("--blank-inline", `${box.boxes[day.items.length].width}px`);
      part.list.style.setProperty("--blank-block", `${blank.height}px`);
    }
    const near = new Set();
    for (const [index, item] of day.items.entries()) {
      const at = box.boxes[index];
      if (at.y > to || at.y + at.height < from) continue;
      near.add(item.id);
      let tile = part.tiles.get(item.id);
      if (!tile) {
        tile = makeTile(item, this.#sources);
        insertTile(part, tile, item.id);
        this.#drawn(tile, item.id);
      }
      place(tile, at);
      if (!this.#isFast) light(tile, item, at.width);
    }
    for (const [id, tile] of part.tiles) {
      if (near.has(id) || (this.#timeline.dateOf(id) && this.#holdsFocus(tile))) continue;
      darken(tile);
      tile.remove();
      part.tiles.delete(id);
    }
  }

  /** Makes one tile reachable by Tab; the arrow keys lead to the others. */
  #rove() {
    const links = /** @type {NodeListOf<HTMLElement>} */ (this.#container.querySelectorAll('[data-open][tabindex="0"]'));
    let tile = this.tile(this.current);
    if (!tile) tile = this.#container.querySelector("[data-tile]");
    const link = /** @type {HTMLElement|null|undefined} */ (tile?.querySelector("[data-open]"));
    for (const other of links) if (other !== link) other.tabIndex = -1;
    if (link) link.tabIndex = 0;
  }

  #scrolled() {
    const [time, y] = [performance.now(), scrollY];
    this.#isFast = Math.abs(y - this.#last.y) / Math.max(1, time - this.#last.time) > FAST;
    this.#last = { y, time };
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => this.settle(), this.isHeld ? HELD_MS : CALM_MS);
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.render();
    });
  }

  /** Shows the pictures of tiles near the window, and reports the days. */
  settle() {
    this.#isFast = false;
    this.render();
    const months = this.#timeline.between(this.top - innerHeight, this.top + 2 * innerHeight);
    const { days } = this.#timeline;
    /** @type {Set<Day>} */
    const near = new Set();
    for (const month of months) {
      for (const [index, box] of this.#timeline.boxesOf(month).entries()) {
        const y = month.top + box.y - this.top;
        if (y < 2 * innerHeight && y + box.height > -innerHeight) near.add(month.days[index]);
      }
    }
    const from = days.findIndex((day) => near.has(day));
    this.#settled(Math.max(0, from), Math.max(0, from) + near.size);
  }

  #resized() {
    const { width } = this.#timeline.space;
    this.#measure();
    if (this.#container.clientWidth === width) return;
    this.keepPlace(() => {
      this.#timeline.space = spaceFor(this.#container.clientWidth);
    });
  }

  #measure() {
    this.#offset = this.#container.getBoundingClientRect().top + scrollY;
    this.#inset = this.#offset - (this.#bar?.offsetHeight ?? 0);
  }

  /** @param {string} key @param {MonthPart} part */
  #dropMonth(key, part) {
    for (const [date, day] of part.days) dropDay(part, date, day);
    part.element.remove();
    this.#months.delete(key);
  }

  /** @param {number} id */
  #partOf(id) {
    for (const { days } of this.#months.values()) for (const day of days.values()) if (day.tiles.has(id)) return day;
    return undefined;
  }

  /** Keeps the focused element, because otherwise the focus would return to the beginning of the page.
   * @param {Element} element
   */
  #holdsFocus(element) {
    const focused = document.activeElement;
    return focused !== null && focused !== document.body && element.contains(focused);
  }
}
