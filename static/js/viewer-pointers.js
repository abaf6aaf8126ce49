// Dragging with one pointer and pinching with two, as differences since the last movement.

/** @typedef {{clientX: number, clientY: number}} Place */

/**
 * @param {HTMLElement} element
 * @param {object} handlers
 * @param {(target: EventTarget|null) => boolean} handlers.takes whether a pointer on that element counts
 * @param {(x: number, y: number) => void} handlers.drag
 * @param {(factor: number, at: Place) => void} handlers.pinch
 * @param {AbortSignal} handlers.signal
 */
export function followPointers(element, { takes, drag, pinch, signal }) {
  /** @type {Map<number, Place>} */
  const down = new Map();
  const at = (/** @type {Place} */ { clientX, clientY }) => ({ clientX, clientY });

  element.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && down.size < 2 && takes(event.target)) down.set(event.pointerId, at(event));
  }, { signal });
  element.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    // Captured only on movement, so that a click stays on its element.
    if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
    const old = [...down.values()];
    down.set(event.pointerId, at(event));
    if (down.size === 1) {
      drag(event.clientX - before.clientX, event.clientY - before.clientY);
    } else {
      const now = [...down.values()];
      const [middle, oldMiddle] = [middleOf(now), middleOf(old)];
      drag(middle.clientX - oldMiddle.clientX, middle.clientY - oldMiddle.clientY);
      if (distance(old) > 0) pinch(distance(now) / distance(old), middle);
    }
  }, { signal });
  for (const event of /** @type {const} */ (["pointerup", "pointercancel"])) {
    element.addEventListener(event, ({ pointerId }) => down.delete(pointerId), { signal });
  }
}

/** @param {Place[]} places @returns {Place} */
function middleOf([one, other]) {
  return { clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 };
}

/** @param {Place[]} places */
function distance([one, other]) {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
}
