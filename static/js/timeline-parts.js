// The elements of months and days, inserted in order, newest first.

import { dayParts, monthLabel } from "./model/format.js";
import { say } from "./model/words.js";
import { checkButton, darken } from "./tile.js";

/** @typedef {{element: HTMLElement, list: HTMLElement, tiles: Map<number, HTMLElement>}} DayPart */
/** @typedef {{element: HTMLElement, days: Map<string, DayPart>}} MonthPart */

/** Takes over a month that the server rendered.
 * @param {HTMLElement} element @param {string} icons
 * @returns {MonthPart}
 */
export function adoptMonth(element, icons) {
  const days = new Map();
  for (const day of elements(element, "[data-day]")) {
    const tiles = new Map(elements(day, "[data-tile]").map((tile) => [Number(tile.dataset.tile), tile]));
    const date = day.dataset.day ?? "";
    day.querySelector("h3")?.prepend(dayButton(date, icons));
    days.set(date, { element: day, list: /** @type {HTMLElement} */ (day.querySelector("ul")), tiles });
  }
  return { element, days };
}

/** @param {HTMLElement} container @param {string} key @returns {MonthPart} */
export function makeMonth(container, key) {
  const element = section("month");
  element.dataset.month = key;
  const title = document.createElement("h2");
  title.className = "month-title";
  title.textContent = monthLabel(key);
  element.append(title);
  insertBefore(container, element, ({ dataset: { month } }) => month !== undefined && month < key);
  return { element, days: new Map() };
}

/** @param {MonthPart} month @param {string} date @param {string} icons @returns {DayPart} */
export function makeDay(month, date, icons) {
  const element = section("day");
  element.dataset.day = date;
  const title = document.createElement("h3");
  title.className = "day-title";
  const { weekday, label } = dayParts(date);
  const before = document.createElement("span");
  before.className = "day-weekday";
  before.textContent = `${weekday}\u00a0`;
  title.append(dayButton(date, icons), before, label);
  const list = document.createElement("ul");
  list.className = "tiles";
  element.append(title, list);
  insertBefore(month.element, element, ({ dataset: { day } }) => day !== undefined && day < date);
  const part = { element, list, tiles: new Map() };
  month.days.set(date, part);
  return part;
}

/** Removes a day, and stops loading its pictures.
 * @param {MonthPart} month @param {string} date @param {DayPart} day
 */
export function dropDay(month, date, day) {
  for (const tile of day.tiles.values()) darken(tile);
  day.element.remove();
  month.days.delete(date);
}

/** Inserts a tile into a day.
 * @param {DayPart} day @param {HTMLElement} tile @param {number} id
 */
export function insertTile(day, tile, id) {
  day.tiles.set(id, tile);
  // Older items come last in the day and are mostly inserted last, so the search begins at the end.
  let after = day.list.lastElementChild;
  while (after && Number(/** @type {HTMLElement} */ (after).dataset.tile) < id) after = after.previousElementSibling;
  if (after) after.after(tile);
  else day.list.prepend(tile);
}

/** @param {Element} of @param {string} selector */
export function elements(of, selector) {
  return /** @type {HTMLElement[]} */ ([...of.querySelectorAll(selector)]);
}

/** @param {string} date @param {string} icons */
function dayButton(date, icons) {
  const { weekday, label } = dayParts(date);
  return checkButton("day-select", say("select.day", { day: `${weekday} ${label}` }), "select-day", icons);
}

/** @param {string} style */
function section(style) {
  const element = document.createElement("section");
  element.className = style;
  return element;
}

/** @param {HTMLElement} parent @param {HTMLElement} element @param {(other: HTMLElement) => boolean} comesAfter */
function insertBefore(parent, element, comesAfter) {
  parent.insertBefore(element, /** @type {HTMLElement[]} */ ([...parent.children]).find(comesAfter) ?? null);
}
