// The grid: months of tiles. The server renders the first page; later items are made from the page's own <template>.

import { duration, fileSize, monthKey, monthLabel, shape, withParameter } from "./model/format.js";

/** @typedef {import("./model/format.js").Media} Media */

export class Grid {
  #months;
  #template;
  #icons;

  /**
   * @param {HTMLElement} root
   * @param {{signal: AbortSignal, open: (id: number) => void}} options
   */
  constructor(root, { signal, open }) {
    this.#months = /** @type {HTMLElement} */ (root.querySelector("[data-months]"));
    this.#template = /** @type {HTMLTemplateElement} */ (document.querySelector("[data-tile-template]"));
    this.#icons = root.dataset.icons ?? "";
    root.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("[data-open]") : null;
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open(Number(/** @type {HTMLElement} */ (link.closest("[data-tile]")).dataset.tile));
    }, { signal });
    // Loading and failing don't bubble, but they can be caught on their way down.
    root.addEventListener("load", (event) => uncover(event.target), { signal, capture: true });
    root.addEventListener("error", (event) => hide(event.target), { signal, capture: true });
    for (const picture of this.#months.querySelectorAll("img[data-picture]")) {
      if (/** @type {HTMLImageElement} */ (picture).complete) uncover(picture);
    }
  }

  /** The items that the server rendered, in the page's order.
   * @returns {Media[]}
   */
  get rendered() {
    return [...this.#months.querySelectorAll("[data-media]")].map((tile) => JSON.parse(/** @type {HTMLElement} */ (tile).dataset.media ?? ""));
  }

  /** Puts items where they belong by their id; one that is there already is drawn anew.
   * @param {Media[]} items
   * @param {{arriving?: boolean}} [options] whether they are to draw the eye
   */
  put(items, { arriving = false } = {}) {
    for (const item of items) {
      const tile = this.#tile(item);
      tile.toggleAttribute("data-arriving", arriving);
      const known = this.tile(item.id);
      if (known) known.replaceWith(tile);
      else insert(this.#month(monthKey(item.timestamp)), tile, item.id);
    }
  }

  /** @param {number} id */
  remove(id) {
    const tile = this.tile(id);
    const month = tile?.closest("[data-month]");
    tile?.remove();
    if (month && !month.querySelector("[data-tile]")) month.remove();
  }

  /** @param {number} id */
  focus(id) {
    const link = /** @type {HTMLElement|null|undefined} */ (this.tile(id)?.querySelector("[data-open]"));
    link?.scrollIntoView({ block: "nearest" });
    link?.focus({ preventScroll: true });
  }

  /** @param {number} id @returns {HTMLElement|null} */
  tile(id) {
    return this.#months.querySelector(`[data-tile="${id}"]`);
  }

  /** The list of tiles of a month, made where it is missing; newest month first.
   * @param {string} key
   */
  #month(key) {
    const months = /** @type {HTMLElement[]} */ ([...this.#months.children]);
    let month = months.find((one) => one.dataset.month === key);
    if (!month) {
      month = document.createElement("section");
      month.className = "month";
      month.dataset.month = key;
      const title = document.createElement("h2");
      title.className = "month-title";
      title.textContent = monthLabel(key);
      const tiles = document.createElement("ul");
      tiles.className = "tiles";
      month.append(title, tiles);
      this.#months.insertBefore(month, months.find((one) => (one.dataset.month ?? "") < key) ?? null);
    }
    return /** @type {HTMLElement} */ (month.querySelector("ul"));
  }

  /** @param {Media} item */
  #tile(item) {
    const tile = /** @type {HTMLElement} */ (/** @type {Element} */ (this.#template.content.firstElementChild).cloneNode(true));
    const part = (/** @type {string} */ hook) => /** @type {HTMLElement} */ (tile.querySelector(`[data-${hook}]`));
    tile.dataset.tile = String(item.id);
    tile.dataset.shape = String(shape(item));
    delete tile.dataset.media;
    part("open").setAttribute("href", item.stream_url);
    part("download").setAttribute("href", withParameter(item.stream_url, "download", "1"));
    part("download").setAttribute("aria-label", `Download ${item.name}`);
    part("name").textContent = item.name;
    part("size").textContent = item.duration ? duration(item.duration) : fileSize(item.size);
    part("duration").textContent = item.duration ? duration(item.duration) : "GIF";
    part("card").querySelector("use")?.setAttribute("href", `${this.#icons}#${item.type}`);
    const picture = /** @type {HTMLImageElement} */ (part("picture"));
    picture.alt = item.caption || item.name;
    if (item.has_thumbnail) {
      part("card").remove();
      picture.srcset = `${withParameter(item.thumbnail_url, "size", "m")} 1x, ${withParameter(item.thumbnail_url, "size", "x")} 2x`;
      picture.src = item.thumbnail_url;
    } else {
      picture.remove();
    }
    if (item.has_thumbnail && item.placeholder) /** @type {HTMLImageElement} */ (part("placeholder")).src = item.placeholder;
    else part("placeholder").remove();
    if (!item.has_thumbnail || !["video", "animation"].includes(item.type)) part("badge").remove();
    return tile;
  }
}

/** @param {Element} tiles @param {HTMLElement} tile @param {number} id */
function insert(tiles, tile, id) {
  // Older items come last and arrive last, so the place is nearly always found at the end at once.
  let after = tiles.lastElementChild;
  while (after && Number(/** @type {HTMLElement} */ (after).dataset.tile) < id) after = after.previousElementSibling;
  if (after) after.after(tile);
  else tiles.prepend(tile);
}

/** The picture is there: its placeholder has done its work.
 * @param {EventTarget|null} target
 */
function uncover(target) {
  if (!(target instanceof HTMLImageElement) || !target.matches("[data-picture]") || target.naturalWidth === 0) return;
  target.parentElement?.querySelector("[data-placeholder]")?.remove();
}

/** The picture can't be had: its placeholder stays, a torn picture does not show.
 * @param {EventTarget|null} target
 */
function hide(target) {
  if (target instanceof HTMLImageElement && target.matches("[data-picture]")) target.setAttribute("data-failed", "");
}
