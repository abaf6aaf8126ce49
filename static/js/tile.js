// One tile, made from the page's <template> or taken over from the server. Its picture is loaded only while it may be seen.

import { duration, fileSize, withParameter } from "./model/format.js";
import { say } from "./model/words.js";

/** @typedef {import("./model/format.js").Media} Media */

/** @typedef {object} Sources the URLs of the page's own files
 * @property {string} icons
 * @property {HTMLTemplateElement} template
 */

/** The items that the server rendered, in order.
 * @param {Element} root
 * @returns {Media[]}
 */
export function renderedItems(root) {
  return /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-media]")]).map((tile) => {
    const placeholder = tile.querySelector("[data-placeholder]")?.getAttribute("src") ?? null;
    return { placeholder, ...JSON.parse(tile.dataset.media ?? "{}") };
  });
}

/** @param {Media} item @param {Sources} sources */
export function makeTile(item, { icons, template }) {
  const tile = /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
  const part = (/** @type {string} */ hook) => /** @type {HTMLElement} */ (tile.querySelector(`[data-${hook}]`));
  tile.dataset.tile = String(item.id);
  delete tile.dataset.media;
  delete tile.dataset.shape;
  const link = part("open");
  link.setAttribute("href", item.stream_url);
  link.tabIndex = -1;
  part("download").remove();
  part("name").textContent = item.name;
  part("size").textContent = item.duration ? duration(item.duration) : fileSize(item.size);
  part("duration").textContent = item.duration ? duration(item.duration) : "GIF";
  part("card").querySelector("use")?.setAttribute("href", `${icons}#${item.type}`);
  const picture = /** @type {HTMLImageElement} */ (part("picture"));
  picture.removeAttribute("src");
  picture.removeAttribute("srcset");
  picture.removeAttribute("loading");
  picture.alt = item.caption || item.name;
  if (item.has_thumbnail) part("card").remove();
  else picture.remove();
  if (item.has_thumbnail && item.placeholder) /** @type {HTMLImageElement} */ (part("placeholder")).src = item.placeholder;
  else part("placeholder").remove();
  if (!item.has_thumbnail || !["video", "animation"].includes(item.type)) part("badge").remove();
  return withSelect(tile, item, icons);
}

/** Adds the button for selecting to a tile.
 * @param {HTMLElement} tile @param {Media} item @param {string} icons
 */
export function withSelect(tile, item, icons) {
  tile.append(checkButton("tile-select", say("select.item", { name: item.name }), "select", icons));
  return tile;
}

/** A round button with a check mark, which shows whether it is pressed.
 * @param {string} style @param {string} label @param {string} hook @param {string} icons
 */
export function checkButton(style, label, hook, icons) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = style;
  button.tabIndex = -1;
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-pressed", "false");
  button.setAttribute(`data-${hook}`, "");
  const symbol = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  symbol.setAttribute("class", "icon");
  symbol.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${icons}#check`);
  symbol.append(use);
  button.append(symbol);
  return button;
}

/** Loads a tile's picture, in the size for its box and the screen.
 * @param {HTMLElement} tile @param {Media} item @param {number} width the width of its box
 */
export function light(tile, item, width) {
  const picture = pictureOf(tile);
  if (!picture || picture.hasAttribute("src") || !item.has_thumbnail) return;
  // Telegram's size m is at most 320 pixels wide, size x 800.
  const size = width * devicePixelRatio > 420 ? "x" : "m";
  picture.src = withParameter(item.thumbnail_url, "size", size);
}

/** Stops loading a picture.
 * @param {HTMLElement} tile
 */
export function darken(tile) {
  const picture = pictureOf(tile);
  if (!picture || picture.complete) return;
  picture.removeAttribute("srcset");
  picture.removeAttribute("src");
}

/** The picture has loaded: removes its placeholder.
 * @param {EventTarget|null} target
 */
export function uncover(target) {
  if (!(target instanceof HTMLImageElement) || !target.matches("[data-picture]") || target.naturalWidth === 0) return;
  target.parentElement?.querySelector("[data-placeholder]")?.remove();
}

/** The picture has failed to load: keeps the placeholder, and hides the broken picture.
 * @param {EventTarget|null} target
 */
export function hide(target) {
  if (target instanceof HTMLImageElement && target.matches("[data-picture]") && target.hasAttribute("src")) target.setAttribute("data-failed", "");
}

/** @param {HTMLElement} tile @returns {HTMLImageElement|null} */
function pictureOf(tile) {
  return tile.querySelector("[data-picture]");
}
