// A picture on the viewer's stage: first the thumbnail, then the size for the screen, then, when it is enlarged, the file itself.

import { withParameter } from "./model/format.js";
import { sources, srcset } from "./model/picture-sources.js";
import { FITTED, fit, keepInside, largestScale, toggle, zoomAt } from "./model/zoom.js";
import { followPointers } from "./viewer-pointers.js";

/** @typedef {import("./model/format.js").Media} Media */
/** @typedef {import("./model/zoom.js").Size} Size */
/** @typedef {import("./model/zoom.js").Point} Point */
/** @typedef {import("./model/zoom.js").Zoom} Zoom */

/** The factor of one notch of a wheel, or one press of a key. */
const NOTCH = 1.25;
/** The scale per pixel of a wheel; a notch has about a hundred. */
const PER_PIXEL = Math.log(NOTCH) / 100;

export class Picture {
  #stage;
  #media;
  #image = document.createElement("img");
  #preview = document.createElement("img");
  #signal;
  /** @type {Zoom} */
  #zoom = FITTED;
  #isWhole = false;

  /**
   * @param {HTMLElement} stage
   * @param {Media} media
   * @param {{fail: () => void, signal: AbortSignal}} options
   */
  constructor(stage, media, { fail, signal }) {
    this.#stage = stage;
    this.#media = media;
    this.#signal = signal;
    const [image, preview] = [this.#image, this.#preview];
    image.className = "viewer-picture";
    image.alt = media.caption || media.name;
    image.draggable = false;
    preview.className = "viewer-picture viewer-preview";
    preview.alt = "";
    preview.src = media.has_thumbnail ? withParameter(media.thumbnail_url, "size", "m") : media.placeholder ?? "";
    image.addEventListener("load", () => preview.remove(), { once: true, signal });
    image.addEventListener("error", fail, { once: true, signal });
    const watch = new ResizeObserver(() => this.#place(this.#zoom));
    watch.observe(stage);
    signal.addEventListener("abort", () => {
      watch.disconnect();
      letGo(image);
      stage.removeAttribute("data-zoomed");
    }, { once: true });
    request(image, media, this.#room);
    stage.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.enlarge(Math.exp(-inPixels(event) * PER_PIXEL), this.#point(event));
    }, { signal, passive: false });
    stage.addEventListener("dblclick", (event) => {
      if (isPicture(event.target)) this.#place(toggle(this.#zoom, this.#point(event), this.#largest));
    }, { signal });
    followPointers(stage, {
      takes: (target) => isPicture(target),
      drag: (x, y) => this.pan(x, y),
      pinch: (factor, at) => this.enlarge(factor, this.#point(at)),
      signal,
    });
  }

  /** The element on the stage. */
  get elements() {
    return this.#preview.getAttribute("src") ? [this.#preview, this.#image] : [this.#image];
  }

  get isZoomed() {
    return this.#zoom.scale > 1;
  }

  /** @param {number} factor @param {Point} [point] the point that stays where it is */
  enlarge(factor, point = { x: 0, y: 0 }) {
    this.#place(zoomAt(this.#zoom, factor, point, this.#largest));
  }

  /** Zooms in or out by a key.
   * @param {number} step
   */
  notch(step) {
    this.enlarge(NOTCH ** step);
  }

  /** @param {number} x @param {number} y CSS pixels */
  pan(x, y) {
    if (this.isZoomed) this.#place({ ...this.#zoom, x: this.#zoom.x + x, y: this.#zoom.y + y });
  }

  /** Zooms out. */
  reset() {
    this.#place(FITTED);
  }

  /** @returns {Size} */
  get #room() {
    return { width: this.#stage.clientWidth, height: this.#stage.clientHeight };
  }

  get #own() {
    const { width, height } = this.#media;
    return { width: width || this.#image.naturalWidth, height: height || this.#image.naturalHeight };
  }

  get #largest() {
    return largestScale(this.#own, fit(this.#own, this.#room));
  }

  /** @param {Zoom} zoom */
  #place(zoom) {
    const room = this.#room;
    this.#zoom = keepInside(zoom, fit(this.#own, room), room);
    const { scale, x, y } = this.#zoom;
    this.#image.style.transform = scale === 1 ? "" : `translate(${x}px, ${y}px) scale(${scale})`;
    this.#stage.toggleAttribute("data-zoomed", this.isZoomed);
    if (this.isZoomed) this.#fetchWhole();
  }

  /** Loads the file itself, and replaces the picture when it is decoded, so that nothing flickers. */
  async #fetchWhole() {
    if (this.#isWhole || !this.#image.srcset) return;
    this.#isWhole = true;
    const whole = new Image();
    whole.src = this.#media.stream_url;
    this.#signal.addEventListener("abort", () => letGo(whole), { once: true });
    try {
      await whole.decode();
    } catch {
      // The current picture is good enough.
      return;
    }
    if (this.#signal.aborted) return;
    this.#image.removeAttribute("srcset");
    this.#image.src = whole.src;
  }

  /** A point on the screen, relative to the stage's centre.
   * @param {{clientX: number, clientY: number}} event @returns {Point}
   */
  #point({ clientX, clientY }) {
    const { left, top, width, height } = this.#stage.getBoundingClientRect();
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  }
}

/** Preloads the picture of an item that is probably shown next, in the size in which it will be shown.
 * @param {Media} media @param {Size} room @param {AbortSignal} signal
 */
export function preload(media, room, signal) {
  if (sources(media).length === 0) return;
  const image = new Image();
  image.fetchPriority = "low";
  request(image, media, room);
  signal.addEventListener("abort", () => letGo(image), { once: true });
}

/** @param {HTMLImageElement} image @param {Media} media @param {Size} room */
function request(image, media, room) {
  const set = srcset(media);
  if (set) {
    const { width } = fit({ width: media.width ?? 0, height: media.height ?? 0 }, room);
    image.sizes = `${Math.max(1, Math.round(width))}px`;
    image.srcset = set;
  } else {
    image.src = media.stream_url;
  }
}

/** Aborts its request, if it has not ended.
 * @param {HTMLImageElement} image
 */
function letGo(image) {
  if (image.complete) return;
  image.removeAttribute("srcset");
  image.removeAttribute("src");
}

/** @param {EventTarget|null} target */
function isPicture(target) {
  return target instanceof Element && !target.closest("button, a");
}

/** @param {WheelEvent} event */
function inPixels({ deltaY, deltaMode }) {
  return deltaMode === WheelEvent.DOM_DELTA_PIXEL ? deltaY : deltaY * 33;
}
