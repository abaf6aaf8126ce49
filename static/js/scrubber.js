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
/** How far the keys lead.
 * @type {Record<string, {months?: number, years?: number}>}
 */
const STEPS = { ArrowDown: { months: 1 }, ArrowUp: { months: -1 }, PageDown: { years: 1 }, PageUp: { years: -1 } };

export class Scrubber {
  #root;
  #timeline;
  #view;
  #isDragging = false;
  /** The month that a key led to; loading the days around it may move its beginning out of the window's top edge. */
  #reached = "";
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
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = STEPS[event.key];
    if (step) {
      const { months } = this.#timeline;
      const month = months[stepFrom(months, this.#now, step)];
      this.#reached = month.key;
      this.#view.scrollTo(month.top);
    } else if (event.key === "Home" || event.key === "End") {
      this.#view.scrollTo(event.key === "Home" ? 0 : this.#way);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** The index of the month that keys step from: the one that a key led to, as long as it begins near the window's top, or the one at the top. */
  get #now() {
    const { months } = this.#timeline;
    const { top, height } = this.#view;
    const reached = months.findIndex(({ key }) => key === this.#reached);
    return reached >= 0 && Math.abs(months[reached].top - top) < height / 4 ? reached : monthIndex(months, top);
  }

  /** @param {string} hook @returns {HTMLElement} */
  #part(hook) {
    return /** @type {HTMLElement} */ (this.#root.querySelector(`[data-scrubber-${hook}]`));
  }
}
