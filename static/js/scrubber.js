// The scrubber: the whole timeline as a strip at the side. Dragging or clicking jumps anywhere; the arrow keys move by months, Page Up and Page
// Down by years, Home and End to the ends. It shows the month that is reached.

import { monthLabel } from "./model/format.js";
import { monthIndex, partOf, stepFrom, yearMarks } from "./model/scale.js";

/** @typedef {import("./model/timeline.js").Timeline} Timeline */
/** @typedef {import("./timeline-view.js").TimelineView} TimelineView */

/** The height of a year's label, in pixels. */
const LABEL = 26;
/** How long the thumb is visible after scrolling, on screens where it is not always visible. */
const LINGER_MS = 1200;

export class Scrubber {
  #root;
  #timeline;
  #view;
  #isDragging = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /**
   * @param {HTMLElement} root
   * @param {{timeline: Timeline, view: TimelineView, signal: AbortSignal}} options
   */
  constructor(root, { timeline, view, signal }) {
    this.#root = root;
    this.#timeline = timeline;
    this.#view = view;
    const on = (/** @type {"pointerdown"|"pointermove"|"pointerup"|"pointercancel"} */ type, /** @type {(event: PointerEvent) => void} */ act) =>
      root.addEventListener(type, act, { signal });
    on("pointerdown", (event) => {
      if (event.button !== 0) return;
      root.setPointerCapture(event.pointerId);
      this.#isDragging = view.isHeld = true;
      this.#jump(event);
    });
    on("pointermove", (event) => this.#isDragging ? this.#jump(event) : this.#hover(event));
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
      on(end, () => {
        this.#isDragging = view.isHeld = false;
        this.#awaken();
      });
    }
    root.addEventListener("keydown", (event) => this.#key(event), { signal });
    addEventListener("scroll", () => this.#awaken(), { signal, passive: true });
    signal.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
  }

  /** The timeline or the window has changed. */
  refresh() {
    const { months } = this.#timeline;
    this.#root.hidden = months.length < 2 || this.#way <= 0;
    if (this.#root.hidden) return;
    const room = LABEL / this.#root.clientHeight;
    const labels = yearMarks(months, this.#way, room).map(({ year, part }) => {
      const label = document.createElement("span");
      label.className = "scrubber-year";
      label.textContent = year;
      label.style.insetBlockStart = `clamp(0.5em, ${part * 100}%, 100% - 0.5em)`;
      return label;
    });
    this.#part("years").replaceChildren(...labels);
    this.#root.setAttribute("aria-valuemax", String(months.length - 1));
    this.#show();
  }

  /** The scroll range of the timeline in pixels. */
  get #way() {
    return this.#timeline.height - this.#view.height;
  }

  #awaken() {
    if (this.#root.hidden) return;
    this.#root.dataset.awake = "";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#isDragging) delete this.#root.dataset.awake;
    }, LINGER_MS);
    this.#show();
  }

  #show() {
    const { months } = this.#timeline;
    const { top } = this.#view;
    const index = monthIndex(months, top);
    const month = months[index];
    if (!month) return;
    this.#root.style.setProperty("--part", String(partOf(top, this.#way)));
    this.#root.setAttribute("aria-valuenow", String(index));
    this.#root.setAttribute("aria-valuetext", monthLabel(month.key));
    this.#part("bubble").textContent = monthLabel(month.key);
  }

  /** @param {PointerEvent} event */
  #partAt(event) {
    const { top, height } = this.#root.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientY - top) / height));
  }

  /** @param {PointerEvent} event */
  #jump(event) {
    this.#view.scrollTo(this.#partAt(event) * this.#way);
  }

  /** Shows the month that a click would jump to.
   * @param {PointerEvent} event
   */
  #hover(event) {
    const part = this.#partAt(event);
    const month = this.#timeline.monthAt(part * this.#way);
    this.#root.style.setProperty("--hover", String(part));
    if (month) this.#part("bubble").textContent = monthLabel(month.key);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { months } = this.#timeline;
    const now = monthIndex(months, this.#view.top);
    /** @type {Record<string, () => number>} */
    const ways = {
      ArrowDown: () => months[stepFrom(months, now, { months: 1 })].top,
      ArrowUp: () => months[stepFrom(months, now, { months: -1 })].top,
      PageDown: () => months[stepFrom(months, now, { years: 1 })].top,
      PageUp: () => months[stepFrom(months, now, { years: -1 })].top,
      Home: () => 0,
      End: () => this.#way,
    };
    const way = ways[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#view.scrollTo(way());
  }

  /** @param {string} hook @returns {HTMLElement} */
  #part(hook) {
    return /** @type {HTMLElement} */ (this.#root.querySelector(`[data-scrubber-${hook}]`));
  }
}
