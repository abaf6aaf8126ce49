// The strip of an album's items, with the current one marked.

import { withParameter } from "./model/format.js";
import { say } from "./model/words.js";

/** @typedef {import("./model/format.js").Media} Media */

/**
 * @param {HTMLElement} place
 * @param {{album: Media[], id: number, open: (id: number) => void}} options
 */
export function showStrip(place, { album, id, open }) {
  place.hidden = album.length === 0;
  const ids = album.map((media) => media.id).join(" ");
  if (place.dataset.album !== ids) {
    place.dataset.album = ids;
    place.replaceChildren(...album.map((media, index) => entry(media, say("viewer.of_album", { place: index + 1, count: album.length }), open)));
  }
  for (const button of place.querySelectorAll("button")) {
    const isShown = button.value === String(id);
    if (isShown === button.hasAttribute("aria-current")) continue;
    if (isShown) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    if (isShown) button.scrollIntoView({ block: "nearest", inline: "center" });
  }
}

/** @param {Media} media @param {string} label @param {(id: number) => void} open */
function entry(media, label, open) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "viewer-strip-button";
  button.value = String(media.id);
  button.setAttribute("aria-label", label);
  button.addEventListener("click", () => open(media.id));
  if (media.has_thumbnail) {
    const picture = document.createElement("img");
    picture.src = withParameter(media.thumbnail_url, "size", "m");
    picture.alt = "";
    button.append(picture);
  } else {
    button.textContent = media.name;
  }
  item.append(button);
  return item;
}
