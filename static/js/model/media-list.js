// What the gallery knows of: items without repeats, newest first. Message ids grow with time, so they are the order.
//
// Not everything between two known items need be known: a reader who jumped leaves gaps. Whoever made the list tells where they are.

import { lowerBound } from "./days.js";

/** @typedef {import("./format.js").Media} Media */

export class MediaList {
  /** @type {Media[]} */
  #items = [];
  #hasGap;

  /** @param {(newer: Media, older: Media) => boolean} [hasGap] whether something unknown may stand between two neighbours */
  constructor(hasGap = () => false) {
    this.#hasGap = hasGap;
  }

  get length() {
    return this.#items.length;
  }

  /** Newest first.
   * @returns {readonly Media[]}
   */
  get items() {
    return this.#items;
  }

  /** @param {number} id */
  get(id) {
    const item = this.#items[lowerBound(this.#items, id)];
    return item?.id === id ? item : undefined;
  }

  /** Takes items in; those that were known are replaced.
   * @param {Media[]} items
   * @returns {Media[]} the ones that are new, newest first
   */
  add(items) {
    /** @type {Media[]} */
    const fresh = [];
    for (const item of items) {
      const at = lowerBound(this.#items, item.id);
      if (this.#items[at]?.id === item.id) {
        this.#items[at] = item;
      } else {
        this.#items.splice(at, 0, item);
        fresh.push(item);
      }
    }
    return fresh.sort((a, b) => b.id - a.id);
  }

  /** Replaces a known item; an unknown one is left out, since it may stand where nothing was read yet.
   * @param {Media} item
   */
  replace(item) {
    const isKnown = this.get(item.id) !== undefined;
    if (isKnown) this.#items[lowerBound(this.#items, item.id)] = item;
    return isKnown;
  }

  /** @param {number} id */
  remove(id) {
    const isKnown = this.get(id) !== undefined;
    if (isKnown) this.#items.splice(lowerBound(this.#items, id), 1);
    return isKnown;
  }

  /** The item that stands that many steps further on (older); undefined past either end, and where a gap lies between.
   * @param {number} id
   * @param {number} step
   */
  neighbour(id, step) {
    const at = lowerBound(this.#items, id);
    const [from, to] = [this.#items[at], this.#items[at + step]];
    if (from?.id !== id || !to) return undefined;
    return this.#hasGap(step > 0 ? from : to, step > 0 ? to : from) ? undefined : to;
  }

  /** Known items from one to another, both included, whichever is newer.
   * @param {number} one @param {number} other
   */
  between(one, other) {
    const [newest, oldest] = one > other ? [one, other] : [other, one];
    return this.#items.slice(lowerBound(this.#items, newest), lowerBound(this.#items, oldest) + 1);
  }
}
