// The selected ids, and the one at which a range begins.

export class Selection {
  /** @type {Set<number>} */
  #ids = new Set();
  #changed;
  /** The last item that was selected: a range begins there.
   * @type {number|null}
   */
  anchor = null;

  /** @param {(ids: ReadonlySet<number>) => void} changed */
  constructor(changed) {
    this.#changed = changed;
  }

  get size() {
    return this.#ids.size;
  }

  /** Newest first. */
  get ids() {
    return [...this.#ids].sort((a, b) => b - a);
  }

  /** @param {number} id */
  has(id) {
    return this.#ids.has(id);
  }

  /** @param {number} id */
  toggle(id) {
    this.set([id], !this.#ids.has(id));
    this.anchor = id;
  }

  /** @param {Iterable<number>} ids @param {boolean} isSelected */
  set(ids, isSelected) {
    for (const id of ids) {
      if (isSelected) this.#ids.add(id);
      else this.#ids.delete(id);
    }
    if (this.#ids.size === 0) this.anchor = null;
    this.#changed(this.#ids);
  }

  clear() {
    this.set(this.ids, false);
  }
}
