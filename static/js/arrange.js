// Positions elements. Written through the style object, which the pages' policy allows, and only where something has changed.

/** @typedef {import("./model/justified.js").Box} Box */

/** @type {WeakMap<HTMLElement, string>} */
const placed = new WeakMap();

/**
 * @param {HTMLElement} element
 * @param {Box} box relative to its parent's top left corner
 */
export function place(element, { x, y, width, height }) {
  const where = `${x} ${y} ${width} ${height}`;
  if (placed.get(element) === where) return;
  placed.set(element, where);
  const { style } = element;
  style.insetInlineStart = `${x}px`;
  style.insetBlockStart = `${y}px`;
  style.inlineSize = `${width}px`;
  style.blockSize = `${height}px`;
}
