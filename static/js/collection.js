// What the page holds of Saved Messages: the list and the timeline, kept in step with each other and with what is on the screen.
//
// What is about to be deleted is hidden: off the page, but still counted by Telegram until its time is over.

/** @typedef {import("./model/format.js").Media} Media */
/** @typedef {import("./model/media-list.js").MediaList} MediaList */
/** @typedef {import("./model/timeline.js").Timeline} Timeline */
/** @typedef {import("./timeline-view.js").TimelineView} TimelineView */

export class Collection {
  #list;
  #timeline;
  #view;
  #options;
  /** With what is to be put back; nothing where the page had not read that far.
   * @type {Map<number, Media|undefined>}
   */
  #hidden = new Map();

  /**
   * @param {MediaList} list
   * @param {Timeline} timeline
   * @param {TimelineView} view
   * @param {object} options
   * @param {string} options.kind the type that belongs to this page; empty for all
   * @param {() => void} options.changed
   * @param {(ids: number[]) => void} options.losing these are about to go
   */
  constructor(list, timeline, view, options) {
    this.#list = list;
    this.#timeline = timeline;
    this.#view = view;
    this.#options = options;
  }

  /** How many items Telegram has of these, as far as the page knows. */
  get count() {
    return this.#timeline.count + [...this.#hidden.values()].filter(Boolean).length;
  }

  /** Takes in items that belong to this page.
   * @param {Media[]} items
   * @param {{isArriving?: boolean}} [options] whether they are new at Telegram, not only to this page
   */
  take(items, { isArriving = false } = {}) {
    const { kind } = this.#options;
    const fitting = items.filter(({ id, type }) => (kind === "" || type === kind) && !this.#hidden.has(id));
    // Before they are drawn, so that a tile that is drawn can be looked up.
    const fresh = this.#list.add(fitting);
    this.#view.keepPlace(() => this.#timeline.add(fitting, { isArriving }));
    if (isArriving) for (const { id } of fresh) this.#view.tile(id)?.setAttribute("data-arriving", "");
    this.#options.changed();
  }

  /** An item is other than it was. One that is not known may stand where nothing was read yet.
   * @param {Media} item
   */
  replace(item) {
    if (!this.#list.replace(item)) return;
    this.#view.keepPlace(() => this.#timeline.add([item]));
    this.#view.renew(item.id);
    this.#options.changed();
  }

  /** Lets the timeline change; what that returns is gone.
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

  /** These are no longer there.
   * @param {number[]} ids
   */
  drop(ids) {
    for (const id of ids) this.#hidden.delete(id);
    this.change(() => {
      for (const id of ids) this.#timeline.remove(id);
      return ids;
    });
  }

  /** These are to be deleted: they leave the page until that is done, or undone.
   * @param {number[]} ids
   */
  hide(ids) {
    const items = ids.map((id) => ({ id, item: this.#list.get(id) }));
    this.drop(ids);
    for (const { id, item } of items) this.#hidden.set(id, item);
  }

  /** They stay after all.
   * @param {number[]} ids
   */
  show(ids) {
    const items = ids.map((id) => this.#hidden.get(id)).filter((item) => item !== undefined);
    for (const id of ids) this.#hidden.delete(id);
    this.take(items, { isArriving: true });
  }
}
