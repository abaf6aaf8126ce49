// A card for an item without a picture, or one that cannot be shown: its kind, its name, a text, a download link.

import { withParameter } from "./model/format.js";
import { say } from "./model/words.js";

const SVG = "http://www.w3.org/2000/svg";

/** @param {import("./model/format.js").Media} media @param {string} icons @param {string} words */
export function card(media, icons, words) {
  const box = document.createElement("div");
  box.className = "viewer-card";
  const symbol = document.createElementNS(SVG, "svg");
  symbol.setAttribute("class", "icon viewer-card-symbol");
  symbol.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${icons}#${media.type}`);
  symbol.append(use);
  const name = document.createElement("p");
  name.className = "viewer-card-name";
  name.textContent = media.name;
  const text = document.createElement("p");
  text.className = "viewer-card-facts";
  text.textContent = words;
  const download = document.createElement("a");
  download.className = "button button-primary";
  download.href = withParameter(media.stream_url, "download", "1");
  download.textContent = say("viewer.download");
  box.append(symbol, name, text, download);
  return box;
}
