// The neighbours of an item, also where the page has not loaded them: the viewer loads a few items at a time by itself.
//
// The page's list comes first. Items that the viewer loaded are linked to the next older one. Two items are only linked if the server listed them
// one after the other, so there is never a gap between them.

/** @typedef {import("./format.js").Media} Media */
/** @typedef {{get: (id: number) => Media|undefined, neighbour: (id: number, step: number) => Media|undefined}} List */

/** How many older items are loaded at once. */
const OLDER = 24;
/** How many ids above an item newer ones are searched: the API cannot list upwards, so everything between has to fit one page. */
const NEWER = [40, 500];

export class Neighbours {
  #list;
  #read;
  /** @type {Map<number, Media>} */
  #items = new Map();
  /** @type {Map<number, number>} */
  #older = new Map();
  /** @type {Map<number, number>} */
  #newer = new Map();
  /** Items without a neighbour on that side. @type {Set<string>} */
  #ends = new Set();

  /**
   * @param {List} list the page's items
   * @param {(before: number, limit: number) => Promise<Media[]>} read items with smaller ids, newest first
   */
  constructor(list, read) {
    this.#list = list;
    this.#read = read;
  }

  /** @param {number} id */
  get(id) {
    return this.#list.get(id) ?? this.#items.get(id);
  }

  /** The neighbour in that direction, if it is known.
   * @param {number} id @param {number} step 1: older, -1: newer
   * @returns {Media|undefined}
   */
  of(id, step) {
    const next = this.#list.neighbour(id, step);
    if (next) return next;
    const linked = (step > 0 ? this.#older : this.#newer).get(id);
    return linked === undefined ? undefined : this.get(linked);
  }

  /** The item, loaded if it is unknown.
   * @param {number} id
   * @returns {Promise<Media|undefined>}
   */
  async find(id) {
    if (!this.get(id)) this.#link(await this.#read(id + 1, OLDER));
    return this.get(id);
  }

  /** The neighbour in that direction, loaded if it is unknown.
   * @param {number} id @param {number} step
   * @returns {Promise<Media|undefined>}
   */
  async reach(id, step) {
    const end = `${id} ${step}`;
    if (this.of(id, step) || this.#ends.has(end)) return this.of(id, step);
    const item = this.get(id);
    if (!item) return undefined;
    if (step > 0) {
      this.#link([item, ...await this.#read(id, OLDER)]);
    } else {
      for (const many of NEWER) {
        const above = (await this.#read(id + many + 1, many)).filter((other) => other.id > id);
        this.#link([...above, item]);
        if (above.length > 0) break;
      }
    }
    if (!this.of(id, step)) this.#ends.add(end);
    return this.of(id, step);
  }

  /** The known items of the same album in its own order, which is oldest first; empty for an item without one.
   * @param {number} id
   * @returns {Media[]}
   */
  album(id) {
    const item = this.get(id);
    if (!item?.album_id) return [];
    const album = [item];
    for (const step of [-1, 1]) {
      let next = this.of(id, step);
      while (next?.album_id === item.album_id) {
        if (step < 0) album.push(next);
        else album.unshift(next);
        next = this.of(next.id, step);
      }
    }
    return album.length > 1 ? album : [];
  }

  /** What stands below an item: its own caption, or else that of its album, which Telegram keeps with one of the album's items.
   * @param {number} id
   * @returns {string}
   */
  caption(id) {
    return this.get(id)?.caption || this.album(id).find((item) => item.caption)?.caption || "";
  }

  /** Replaces an item that has changed.
   * @param {Media} item
   */
  replace(item) {
    if (this.#items.has(item.id)) this.#items.set(item.id, item);
  }

  /** Removes an item, and links its neighbours.
   * @param {number} id
   */
  forget(id) {
    const [newer, older] = [this.#newer.get(id), this.#older.get(id)];
    this.#items.delete(id);
    this.#older.delete(id);
    this.#newer.delete(id);
    if (newer !== undefined) this.#older.delete(newer);
    if (older !== undefined) this.#newer.delete(older);
    if (newer === undefined || older === undefined) return;
    this.#older.set(newer, older);
    this.#newer.set(older, newer);
  }

  /** @param {Media[]} run consecutive items, newest first */
  #link(run) {
    run.forEach((item, index) => {
      this.#items.set(item.id, item);
      if (index === 0) return;
      this.#older.set(run[index - 1].id, item.id);
      this.#newer.set(item.id, run[index - 1].id);
    });
  }
}
