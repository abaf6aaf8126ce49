// The known items, without duplicates, from newest to oldest. Message ids grow with time, so they are the order.
//
// There may be gaps between known items, after a jump. The creator of the list knows where.

import { lowerBound } from "./days.js";

/** @typedef {import("./format.js").Media} Media */

export class MediaList {
  /** @type {Media[]} */
  #items = [];
  #hasGap;

  /** @param {(newer: Media, older: Media) => boolean} [hasGap] whether there may be unknown items between two neighbours */
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

  /** Adds items; replaces those that are known.
   * @param {Media[]} items
   * @returns {Media[]} the new ones, newest first
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

  /** Replaces a known item. An unknown one is ignored: it may be in a gap.
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

  /** The item that is `step` items further (older); undefined beyond either end, and across a gap.
   * @param {number} id
   * @param {number} step
   */
  neighbour(id, step) {
    const at = lowerBound(this.#items, id);
    const [from, to] = [this.#items[at], this.#items[at + step]];
    if (from?.id !== id || !to) return undefined;
    return this.#hasGap(step > 0 ? from : to, step > 0 ? to : from) ? undefined : to;
  }

  /** The known items from one to the other, inclusive, in either direction.
   * @param {number} one @param {number} other
   */
  between(one, other) {
    const [newest, oldest] = one > other ? [one, other] : [other, one];
    return this.#items.slice(lowerBound(this.#items, newest), lowerBound(this.#items, oldest) + 1);
  }
}
