// What the gallery knows of: items without repeats, newest first. Message ids grow with time, so they are the order.

/** @typedef {import("./format.js").Media} Media */

export class MediaList {
  /** @type {Media[]} */
  #items = [];

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
    return this.#items.find((item) => item.id === id);
  }

  /** Takes items in; those that were known are replaced.
   * @param {Media[]} items
   * @returns {Media[]} the ones that are new, newest first
   */
  add(items) {
    const known = new Map(this.#items.map((item) => [item.id, item]));
    const fresh = items.filter((item, index) => !known.has(item.id) && items.findIndex(({ id }) => id === item.id) === index);
    for (const item of items) known.set(item.id, item);
    this.#items = [...known.values()].sort(newestFirst);
    return fresh.sort(newestFirst);
  }

  /** Replaces a known item; an unknown one is left out, since it may stand on a page that was not read yet.
   * @param {Media} item
   */
  replace(item) {
    const index = this.#items.findIndex(({ id }) => id === item.id);
    if (index >= 0) this.#items[index] = item;
    return index >= 0;
  }

  /** @param {number} id */
  remove(id) {
    const before = this.#items.length;
    this.#items = this.#items.filter((item) => item.id !== id);
    return this.#items.length < before;
  }

  /** The items that a page read just now should hold but does not: they are gone. What is newer than the page came after it was read,
   * what is older stands on later pages.
   * @param {Media[]} page
   * @returns {number[]} their ids
   */
  goneFrom(page) {
    const present = new Set(page.map(({ id }) => id));
    const [oldest, newest] = [Math.min(...present), Math.max(...present)];
    return this.#items.map(({ id }) => id).filter((id) => id > oldest && id < newest && !present.has(id));
  }

  /** The item that stands that many steps further on (older), or undefined past either end.
   * @param {number} id
   * @param {number} step
   */
  neighbour(id, step) {
    const index = this.#items.findIndex((item) => item.id === id);
    return index < 0 ? undefined : this.#items[index + step];
  }
}

/** @param {Media} a @param {Media} b */
function newestFirst(a, b) {
  return b.id - a.id;
}
