// Selecting in the timeline: by the check marks of tiles and days, by Shift for a range, by a long press on touch screens.
//
// While something is selected, a tap on a tile selects it too; Escape ends the selection. The items of a range or a day are loaded first, if they
// are not yet.

import { Selection } from "./model/selection.js";
import { elements } from "./timeline-parts.js";

/** @typedef {import("./model/timeline.js").Timeline} Timeline */

/** The duration of a long press. */
const LONG_PRESS_MS = 450;
/** The movement, in pixels, with which a press becomes a scroll. */
const MOVED = 10;

/**
 * @param {HTMLElement} container
 * @param {object} options
 * @param {Timeline} options.timeline
 * @param {import("./model/media-list.js").MediaList} options.list
 * @param {(dates: string[]) => Promise<void>} options.read
 * @param {(failure: unknown) => void} options.report
 * @param {(selection: Selection) => void} options.changed
 * @param {AbortSignal} options.signal
 */
export function selectIn(container, { timeline, list, read, report, changed, signal }) {
  const selection = new Selection(() => {
    container.toggleAttribute("data-selecting", selection.size > 0);
    for (const tile of elements(container, "[data-tile]")) mark(tile);
    for (const day of elements(container, "[data-day]")) markDay(day);
    changed(selection);
  });

  /** @param {HTMLElement} tile */
  function mark(tile) {
    const is = selection.has(Number(tile.dataset.tile));
    tile.toggleAttribute("data-selected", is);
    tile.querySelector("[data-select]")?.setAttribute("aria-pressed", String(is));
  }

  /** @param {HTMLElement} element */
  function markDay(element) {
    const day = timeline.day(element.dataset.day ?? "");
    const is = day !== undefined && day.isWhole && day.items.every(({ id }) => selection.has(id));
    element.querySelector("[data-select-day]")?.setAttribute("aria-pressed", String(is));
  }

  /** @param {number} id @param {boolean} isRange from the last selected item */
  async function toggle(id, isRange) {
    const { anchor } = selection;
    if (!isRange || anchor === null || anchor === id) {
      selection.toggle(id);
      return;
    }
    const [newer, older] = anchor > id ? [anchor, id] : [id, anchor];
    const [from, to] = [timeline.dateOf(newer), timeline.dateOf(older)];
    await whole(timeline.days.filter(({ date }) => from && to && date <= from && date >= to).map(({ date }) => date));
    selection.set(list.between(newer, older).map((item) => item.id), true);
    selection.anchor = id;
  }

  /** @param {string} date */
  async function toggleDay(date) {
    await whole([date]);
    const items = timeline.day(date)?.items ?? [];
    selection.set(items.map(({ id }) => id), !items.every(({ id }) => selection.has(id)));
    if (items.length > 0 && selection.size > 0) selection.anchor = items[0].id;
  }

  /** @param {string[]} dates */
  async function whole(dates) {
    container.setAttribute("aria-busy", "true");
    try {
      if (dates.some((date) => !timeline.day(date)?.isWhole)) await read(dates);
    } catch (failure) {
      report(failure);
    } finally {
      container.removeAttribute("aria-busy");
    }
  }

  container.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const day = event.target.closest("[data-select-day]")?.closest("[data-day]");
    if (day) toggleDay(/** @type {HTMLElement} */ (day).dataset.day ?? "");
    const tile = event.target.closest("[data-tile]");
    if (!tile || event.ctrlKey || event.metaKey || event.altKey) return;
    const isMeant = event.target.closest("[data-select]") || event.shiftKey || (selection.size > 0 && event.detail > 0);
    if (!isMeant || event.defaultPrevented) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    toggle(Number(/** @type {HTMLElement} */ (tile).dataset.tile), event.shiftKey);
  }, { signal });

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || selection.size === 0 || document.querySelector("dialog[open]")) return;
    selection.clear();
  }, { signal });

  pressLong(container, signal, (tile) => selection.toggle(Number(tile.dataset.tile)));
  return { selection, mark, toggle };
}

/** @param {HTMLElement} container @param {AbortSignal} signal @param {(tile: HTMLElement) => void} act */
function pressLong(container, signal, act) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let start = { x: 0, y: 0 };
  let hasActed = false;
  const stop = () => clearTimeout(timer);
  container.addEventListener("pointerdown", (event) => {
    hasActed = false;
    const tile = event.target instanceof Element ? event.target.closest("[data-tile]") : null;
    if (event.pointerType === "mouse" || !tile) return;
    start = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      hasActed = true;
      navigator.vibrate?.(10);
      act(/** @type {HTMLElement} */ (tile));
    }, LONG_PRESS_MS);
  }, { signal });
  container.addEventListener("pointermove", (event) => {
    if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > MOVED) stop();
  }, { signal });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) container.addEventListener(end, stop, { signal });
  // The press has selected already: the click at its end and the context menu are suppressed.
  for (const type of /** @type {const} */ (["click", "contextmenu"])) {
    container.addEventListener(type, (event) => {
      if (!hasActed) return;
      if (type === "click") hasActed = false;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, { signal, capture: true });
  }
  signal.addEventListener("abort", stop, { once: true });
}
