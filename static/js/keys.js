// Moving through the timeline by keys: arrows, Home and End for a row's ends, Space to select. Enter opens the link, and Tab leaves the timeline.

import { lowerBound } from "./model/days.js";

/** @typedef {import("./model/timeline.js").Timeline} Timeline */
/** @typedef {import("./timeline-view.js").TimelineView} TimelineView */

/**
 * @param {HTMLElement} container
 * @param {{timeline: Timeline, view: TimelineView, signal: AbortSignal, toggle: (id: number, isRange: boolean) => void}} options
 */
export function walkByKeys(container, { timeline, view, signal, toggle }) {
  container.addEventListener("focusin", ({ target }) => {
    const tile = target instanceof Element ? target.closest("[data-tile]") : null;
    if (tile) view.current = Number(/** @type {HTMLElement} */ (tile).dataset.tile);
  }, { signal });

  container.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof Element) || !event.target.matches("[data-open]")) return;
    const id = view.current;
    if (event.key === " ") {
      event.preventDefault();
      toggle(id, event.shiftKey);
      return;
    }
    const next = target(timeline, id, event.key);
    if (next === undefined) return;
    event.preventDefault();
    if (next !== id) view.focus(next);
  }, { signal });
}

/** The item that a key leads to; undefined for other keys. Movement stops at days that are not loaded; scrolling there loads them.
 * @param {Timeline} timeline @param {number} id @param {string} key
 * @returns {number|undefined}
 */
export function target(timeline, id, key) {
  if (key === "ArrowRight") return sideways(timeline, id, 1);
  if (key === "ArrowLeft") return sideways(timeline, id, -1);
  if (key === "ArrowDown") return vertically(timeline, id, 1);
  if (key === "ArrowUp") return vertically(timeline, id, -1);
  if (key === "Home" || key === "End") return rowEnd(timeline, id, key === "End" ? 1 : -1);
  return undefined;
}

/** @param {Timeline} timeline @param {number} id @param {1|-1} step */
function sideways(timeline, id, step) {
  const date = timeline.dateOf(id);
  const { days } = timeline;
  const at = days.findIndex((day) => day.date === date);
  if (at < 0) return id;
  const inside = days[at].items[lowerBound(days[at].items, id) + step];
  if (inside) return inside.id;
  const next = days[at + step];
  return (step > 0 ? next?.items[0] : next?.items[next.items.length - 1])?.id ?? id;
}

/** The item above or below that is nearest to this item's centre.
 * @param {Timeline} timeline @param {number} id @param {1|-1} step
 */
function vertically(timeline, id, step) {
  const box = timeline.boxOf(id);
  if (!box) return id;
  const middle = box.x + box.width / 2;
  let row = /** @type {number|null} */ (null);
  let best = { id, distance: Infinity };
  // The first item above or below is in the row to search.
  for (let other = sideways(timeline, id, step), last = id; other !== last; last = other, other = sideways(timeline, other, step)) {
    const at = timeline.boxOf(other);
    if (!at) break;
    if (row === null && (step > 0 ? at.y < box.y + box.height : at.y + at.height > box.y)) continue;
    row ??= at.y;
    if (at.y !== row) break;
    const distance = Math.max(0, Math.abs(at.x + at.width / 2 - middle) - at.width / 2);
    if (distance < best.distance) best = { id: other, distance };
  }
  return best.id;
}

/** @param {Timeline} timeline @param {number} id @param {1|-1} step */
function rowEnd(timeline, id, step) {
  const y = timeline.boxOf(id)?.y;
  let end = id;
  for (let other = sideways(timeline, id, step); other !== end && timeline.boxOf(other)?.y === y; other = sideways(timeline, other, step)) end = other;
  return end;
}
