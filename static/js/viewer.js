// The viewer: one item at a time in a dialog, and its neighbours by keys. It is an entry in the browser's history, so that going back closes it, and an
// item's URL opens it, whether the page has loaded that part or not.
//
// viewer-stage.js shows the item, viewer-keys.js handles the keys; this module knows which item it is, and its neighbours.

import { listMedia, wasAborted } from "./api.js";
import { describe } from "./model/failure.js";
import { facts, withParameter } from "./model/format.js";
import { Neighbours } from "./model/neighbours.js";
import { say } from "./model/words.js";
import { notice } from "./notice.js";
import { CaptionForm } from "./viewer-caption.js";
import { followKeys } from "./viewer-keys.js";
import { preload } from "./viewer-picture.js";
import { Stage } from "./viewer-stage.js";
import { showStrip } from "./viewer-strip.js";
import { followSwipes } from "./viewer-swipe.js";

/** @typedef {import("./model/format.js").Media} Media */
/** @typedef {import("./model/media-list.js").MediaList} MediaList */

export class Viewer {
  #dialog = /** @type {HTMLDialogElement} */ (document.querySelector("[data-viewer]"));
  #neighbours;
  #stage;
  #caption;
  #tell;
  #closed;
  /** @type {number|null} */
  #id = null;
  /** Aborted when another item is shown. */
  #shown = new AbortController();

  /**
   * @param {MediaList} list
   * @param {object} options
   * @param {string} options.icons
   * @param {AbortSignal} options.signal
   * @param {string} [options.query] the API parameters of the page's list
   * @param {(media: Media) => void} options.remove
   * @param {(media: Media) => void} options.changed its caption has changed
   * @param {(media: Media) => void} options.shown it is shown now
   * @param {(id: number, media: Media|undefined) => void} options.closed the last shown item
   */
  constructor(list, { icons, signal, query = "", remove, changed, shown, closed }) {
    const read = async (/** @type {number} */ before, /** @type {number} */ limit) =>
      (await listMedia(`/get-saved-messages-media?${query ? `${query}&` : ""}before=${before}&limit=${limit}`, signal)).items;
    this.#neighbours = new Neighbours(list, read);
    this.#tell = shown;
    this.#closed = closed;
    this.#stage = new Stage(this.#dialog, { icons, signal });
    this.#caption = new CaptionForm(this.#dialog, {
      signal,
      changed: (media) => {
        this.#neighbours.replace(media);
        changed(media);
      },
    });
    const actions = {
      close: () => this.close(),
      step: (/** @type {number} */ by) => this.step(by),
      remove: () => {
        const media = this.#id === null ? undefined : this.#neighbours.get(this.#id);
        if (media) remove(media);
      },
      copy: () => this.#copyLink(),
      edit: () => this.#caption.open(),
      download: () => this.#part("viewer-download").click(),
    };
    const on = (/** @type {string} */ hook, /** @type {() => void} */ act) => this.#part(hook).addEventListener("click", act, { signal });
    on("close", actions.close);
    on("viewer-back", () => this.step(-1));
    on("viewer-on", () => this.step(1));
    on("viewer-delete", actions.remove);
    on("viewer-copy", actions.copy);
    followKeys(this.#dialog, { actions, stage: this.#stage, signal });
    followSwipes(this.#part("viewer-stage"), { step: actions.step, close: actions.close, isZoomed: () => this.#stage.isZoomed, signal });
    this.#dialog.addEventListener("cancel", (event) => {
      if (event.target !== this.#dialog) return;
      event.preventDefault();
      this.close();
    }, { signal });
    // Browsers close a dialog on a second Escape, whatever the page does.
    this.#dialog.addEventListener("close", (event) => event.target === this.#dialog && this.close(), { signal });
    addEventListener("popstate", () => this.#follow(), { signal });
    signal.addEventListener("abort", () => this.#shown.abort(), { once: true });
    this.#follow();
  }

  /** The id of the shown item, if any. */
  get id() {
    return this.#id;
  }

  /** @param {number} id */
  open(id) {
    const media = this.#neighbours.get(id);
    if (!media) return;
    if (this.#id === null) history.pushState({ viewer: true }, "", `#media-${id}`);
    else history.replaceState(history.state, "", `#media-${id}`);
    this.#show(media);
  }

  /** @param {number} step 1 for the next older item */
  step(step) {
    const next = this.#id === null ? undefined : this.#neighbours.of(this.#id, step);
    if (next) this.open(next.id);
  }

  close() {
    if (this.#id === null) return;
    // If it was opened here, going back closes it. If it was opened by its URL, there may be no page of ours to go back to.
    if (history.state?.viewer) history.back();
    else {
      history.replaceState(null, "", location.pathname + location.search);
      this.#hide();
    }
  }

  /** The list has changed: the item may have other neighbours. */
  refresh() {
    if (this.#id !== null) this.#showAround(this.#id);
  }

  /** Some items are removed, or are about to be. To be called before they are removed from the list, so that a neighbour is still known.
   * @param {readonly number[]} ids
   */
  gone(ids) {
    if (this.#id !== null && ids.includes(this.#id)) {
      const next = this.#beside(this.#id, 1, ids) ?? this.#beside(this.#id, -1, ids);
      if (next) this.open(next.id);
      else this.close();
    }
    for (const id of ids) this.#neighbours.forget(id);
  }

  /** The nearest item in a direction that is not removed.
   * @param {number} id @param {number} step @param {readonly number[]} going
   */
  #beside(id, step, going) {
    let next = this.#neighbours.of(id, step);
    while (next && going.includes(next.id)) next = this.#neighbours.of(next.id, step);
    return next;
  }

  /** Shows the item in the URL. */
  async #follow() {
    const id = Number(/^#media-(\d+)$/.exec(location.hash)?.[1]);
    if (!id) return this.#hide();
    const isStill = () => location.hash === `#media-${id}`;
    try {
      const media = await this.#neighbours.find(id);
      if (!isStill()) return;
      if (media) return this.#show(media);
      notice(say("viewer.gone"));
    } catch (failure) {
      if (wasAborted(failure) || !isStill()) return;
      notice(describe(failure));
    }
    history.replaceState(null, "", location.pathname + location.search);
    this.#hide();
  }

  /** @param {Media} media */
  #show(media) {
    if (this.#id === media.id) return;
    this.#id = media.id;
    this.#shown.abort();
    this.#shown = new AbortController();
    const { signal } = this.#shown;
    this.#part("viewer-name").textContent = media.name;
    this.#part("viewer-facts").textContent = facts(media);
    this.#part("viewer-download").setAttribute("href", withParameter(media.stream_url, "download", "1"));
    this.#caption.show(media, this.#neighbours.caption(media.id));
    if (!this.#dialog.open) {
      this.#dialog.showModal();
      // Not on its first button: the space bar should play, not close.
      this.#dialog.focus();
    }
    this.#stage.show(media, signal);
    this.#tell(media);
    this.#showAround(media.id);
    this.#readAround(media.id, signal);
  }

  /** Shows the buttons for the neighbours, and the album.
   * @param {number} id
   */
  #showAround(id) {
    for (const [hook, step] of /** @type {[string, number][]} */ ([["viewer-back", -1], ["viewer-on", 1]])) {
      const button = this.#part(hook);
      button.hidden = !this.#neighbours.of(id, step);
      // A focused element that is hidden would take the keys with it.
      if (button.hidden && document.activeElement === document.body) this.#dialog.focus();
    }
    this.#caption.tell(this.#neighbours.caption(id));
    showStrip(this.#part("viewer-strip"), { album: this.#neighbours.album(id), id, open: (other) => this.open(other) });
  }

  /** Loads the neighbours, if the page has not, and preloads their pictures.
   * @param {number} id @param {AbortSignal} signal
   */
  async #readAround(id, signal) {
    for (const step of [1, -1]) {
      // After a failure they are loaded with the next step.
      const next = await this.#neighbours.reach(id, step).catch(() => undefined);
      if (signal.aborted) return;
      this.#showAround(id);
      if (next) preload(next, this.#stage.size, signal);
    }
  }

  async #copyLink() {
    if (this.#id === null) return;
    try {
      await navigator.clipboard.writeText(`${location.origin}/#media-${this.#id}`);
      notice(say("viewer.copied"));
    } catch {
      notice(say("viewer.not_copied"));
    }
  }

  #hide() {
    if (this.#id === null) return;
    const id = this.#id;
    const media = this.#neighbours.get(id);
    this.#id = null;
    this.#shown.abort();
    this.#stage.clear();
    this.#dialog.close();
    // After going back, the browser focuses the element in the URL; ours has to be focused after that.
    requestAnimationFrame(() => this.#closed(id, media));
  }

  /** @param {string} hook @returns {HTMLElement} */
  #part(hook) {
    return /** @type {HTMLElement} */ (this.#dialog.querySelector(`[data-${hook}]`));
  }
}
