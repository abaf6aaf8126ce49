// The page's part of Saved Messages: keeps the list, the timeline and the view in step with each other.
//
// Items that are about to be deleted are hidden: removed from the page, but still counted by Telegram.

/** @typedef {import("./model/format.js").Media} Media */
/** @typedef {import("./model/media-list.js").MediaList} MediaList */
/** @typedef {import("./model/timeline.js").Timeline} Timeline */
/** @typedef {import("./timeline-view.js").TimelineView} TimelineView */

export class Collection {
  #list;
  #timeline;
  #view;
  #options;
  /** The hidden items; undefined for one that the page had not loaded.
   * @type {Map<number, Media|undefined>}
   */
  #hidden = new Map();

  /**
   * @param {MediaList} list
   * @param {Timeline} timeline
   * @param {TimelineView} view
   * @param {object} options
   * @param {string} options.kind the page's type of media; empty for all
   * @param {() => void} options.changed
   * @param {(ids: number[]) => void} options.losing these are about to be removed
   */
  constructor(list, timeline, view, options) {
    this.#list = list;
    this.#timeline = timeline;
    this.#view = view;
    this.#options = options;
  }

  /** The number of items that Telegram has, according to the timeline. */
  get count() {
    return this.#timeline.count + [...this.#hidden.values()].filter(Boolean).length;
  }

  /** Adds items, if they belong to this page.
   * @param {Media[]} items
   * @param {{isArriving?: boolean}} [options] whether they are new at Telegram, not only on this page
   */
  take(items, { isArriving = false } = {}) {
    const { kind } = this.#options;
    const fitting = items.filter(({ id, type }) => (kind === "" || type === kind) && !this.#hidden.has(id));
    // Added to the list before they are drawn, so that a drawn tile can be looked up.
    const fresh = this.#list.add(fitting);
    this.#view.keepPlace(() => this.#timeline.add(fitting, { isArriving }));
    if (isArriving) for (const { id } of fresh) this.#view.tile(id)?.setAttribute("data-arriving", "");
    this.#options.changed();
  }

  /** Replaces an item that has changed. An unknown one is ignored: it may be in a part that is not loaded.
   * @param {Media} item
   */
  replace(item) {
    if (!this.#list.replace(item)) return;
    this.#view.keepPlace(() => this.#timeline.add([item]));
    this.#view.renew(item.id);
    this.#options.changed();
  }

  /** Changes the timeline. `act` returns the ids that it has removed.
   * @param {() => number[]} act
   */
  change(act) {
    /** @type {number[]} */
    let gone = [];
    this.#view.keepPlace(() => gone = act());
    this.#options.losing(gone);
    for (const id of gone) this.#list.remove(id);
    this.#options.changed();
  }

  /** Removes items.
   * @param {number[]} ids
   */
  drop(ids) {
    for (const id of ids) this.#hidden.delete(id);
    this.change(() => {
      for (const id of ids) this.#timeline.remove(id);
      return ids;
    });
  }

  /** Hides items until they are deleted, or the deletion is undone.
   * @param {number[]} ids
   */
  hide(ids) {
    const items = ids.map((id) => ({ id, item: this.#list.get(id) }));
    this.drop(ids);
    for (const { id, item } of items) this.#hidden.set(id, item);
  }

  /** Shows hidden items again.
   * @param {number[]} ids
   */
  show(ids) {
    const items = ids.map((id) => this.#hidden.get(id)).filter((item) => item !== undefined);
    for (const id of ids) this.#hidden.delete(id);
    this.take(items, { isArriving: true });
  }
}
