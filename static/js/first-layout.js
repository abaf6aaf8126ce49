// Runs before the first paint: puts the server's tiles where the timeline will put them, so that nothing moves when it takes over. Without scripts
// the style sheet lays them out in similar rows.

import { place } from "./arrange.js";
import { layOut, shapeOf, spaceFor } from "./model/justified.js";

const timeline = /** @type {HTMLElement} */ (document.querySelector("[data-months]"));
const children = (/** @type {Element} */ parent, /** @type {string} */ hook) => /** @type {HTMLElement[]} */ ([...parent.querySelectorAll(hook)]);
const width = timeline.clientWidth;
let top = 0;
for (const month of children(timeline, "[data-month]")) {
  const days = children(month, "[data-day]");
  const tiles = days.map((day) => children(day, "[data-tile]"));
  const { height, days: boxes } = layOut(tiles.map((row) => row.map((tile) => shapeOf(JSON.parse(tile.dataset.media ?? "{}")))), spaceFor(width));
  for (const [index, box] of boxes.entries()) {
    place(days[index], box);
    tiles[index].forEach((tile, at) => place(tile, box.boxes[at]));
  }
  place(month, { x: 0, y: top, width, height });
  top += height;
}
timeline.style.blockSize = `${top}px`;
timeline.dataset.placed = "";
