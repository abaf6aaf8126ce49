// The viewer: one item at a time in a dialog, its neighbours a key away. It is an entry in the browser's history, so that going back closes it.

import { facts, withParameter } from "./model/format.js";
import { fill } from "./viewer-stage.js";

/** @typedef {import("./model/format.js").Media} Media */
/** @typedef {import("./model/media-list.js").MediaList} MediaList */

export class Viewer {
  #dialog = /** @type {HTMLDialogElement} */ (document.querySelector("[data-viewer]"));
  #list;
  #icons;
  #closed;
  /** @type {number|null} */
  #id = null;
  /** What is on the stage ends with it. */
  #shown = new AbortController();

  /**
   * @param {MediaList} list
   * @param {object} options
   * @param {string} options.icons
   * @param {AbortSignal} options.signal
   * @param {(id: number) => void} options.remove
   * @param {(id: number) => void} options.closed the item that was shown last
   */
  constructor(list, { icons, signal, remove, closed }) {
    this.#list = list;
    this.#icons = icons;
    this.#closed = closed;
    const on = (/** @type {string} */ hook, /** @type {() => void} */ act) => this.#part(hook).addEventListener("click", act, { signal });
    on("close", () => this.close());
    on("viewer-back", () => this.step(-1));
    on("viewer-on", () => this.step(1));
    on("viewer-delete", () => this.#id !== null && remove(this.#id));
    this.#dialog.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    }, { signal });
    addEventListener("popstate", () => this.#follow(), { signal });
    signal.addEventListener("abort", () => this.#shown.abort(), { once: true });
    this.#follow();
  }

  /** The item that is shown, if any. */
  get id() {
    return this.#id;
  }

  /** @param {number} id */
  open(id) {
    if (!this.#list.get(id)) return;
    if (this.#id === null) history.pushState({ viewer: true }, "", `#media-${id}`);
    else history.replaceState(history.state, "", `#media-${id}`);
    this.#show(id);
  }

  /** @param {number} step 1: the next older one */
  step(step) {
    const next = this.#id === null ? undefined : this.#list.neighbour(this.#id, step);
    if (next) this.open(next.id);
  }

  close() {
    if (this.#id === null) return;
    // Opened here: going back is the way out. Opened by its address: there may be nothing of ours to go back to.
    if (history.state?.viewer) history.back();
    else {
      history.replaceState(null, "", location.pathname + location.search);
      this.#hide();
    }
  }

  /** The list changed: what is shown may be gone, or have other neighbours.
   * @param {Media} [successor] what to show when the shown one is gone
   */
  refresh(successor) {
    if (this.#id === null) return;
    if (this.#list.get(this.#id)) this.#showSteps();
    else if (successor) this.open(successor.id);
    else this.close();
  }

  /** Shows what the address says. */
  #follow() {
    const id = Number(/^#media-(\d+)$/.exec(location.hash)?.[1]);
    if (this.#list.get(id)) this.#show(id);
    else this.#hide();
  }

  /** @param {number} id */
  #show(id) {
    const media = this.#list.get(id);
    if (!media || this.#id === id) return;
    this.#id = id;
    this.#shown.abort();
    this.#shown = new AbortController();
    this.#part("viewer-name").textContent = media.name;
    this.#part("viewer-facts").textContent = facts(media);
    this.#part("viewer-caption").textContent = media.caption ?? "";
    this.#part("viewer-download").setAttribute("href", withParameter(media.stream_url, "download", "1"));
    this.#part("viewer-stage").dataset.kind = media.type;
    this.#showSteps();
    if (!this.#dialog.open) this.#dialog.showModal();
    fill(this.#part("viewer-show"), media, { icons: this.#icons, signal: this.#shown.signal });
  }

  #showSteps() {
    if (this.#id === null) return;
    this.#part("viewer-back").hidden = !this.#list.neighbour(this.#id, -1);
    this.#part("viewer-on").hidden = !this.#list.neighbour(this.#id, 1);
  }

  #hide() {
    if (this.#id === null) return;
    const id = this.#id;
    this.#id = null;
    this.#shown.abort();
    this.#part("viewer-show").replaceChildren();
    this.#dialog.close();
    this.#closed(id);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // The arrow keys of a player are its own: they seek.
    if (event.target instanceof HTMLMediaElement || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowLeft") this.step(-1);
    else if (event.key === "ArrowRight") this.step(1);
    else if (event.key === "Delete") this.#part("viewer-delete").click();
    else return;
    event.preventDefault();
  }

  /** @param {string} hook @returns {HTMLElement} */
  #part(hook) {
    return /** @type {HTMLElement} */ (this.#dialog.querySelector(`[data-${hook}]`));
  }
}
