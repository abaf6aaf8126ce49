// The sizes of a picture: Telegram has each photo in boxes of several sizes, the last of which is the photo itself.

import { withParameter } from "./format.js";

/** @typedef {import("./format.js").Media} Media */

/** The longer side of each box, in pixels, by Telegram's letter. */
const BOXES = Object.freeze({ m: 320, x: 800, y: 1280, w: 2560 });

/** The types of files that browsers show as pictures. */
const SHOWN_FILES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/bmp"]);

/** Whether an item is shown as a picture.
 * @param {Media} media
 */
export function isPicture({ type, mime_type: mime }) {
  return type === "photo" || (type === "animation" && !mime.startsWith("video/")) || (type === "document" && SHOWN_FILES.has(mime));
}

/** A photo's sizes for `srcset`, smallest first; empty if there is only the file itself.
 * @param {Media} media
 * @returns {{address: string, width: number}[]} widths in pixels
 */
export function sources(media) {
  const { width, height } = media;
  if (media.type !== "photo" || !media.has_thumbnail || !width || !height) return [];
  const longer = Math.max(width, height);
  const found = [];
  for (const [letter, box] of Object.entries(BOXES)) {
    // A photo that does not fill its box is the file itself, which has a URL of its own.
    if (box >= longer) break;
    found.push({ address: withParameter(media.thumbnail_url, "size", letter), width: Math.round((width * box) / longer) });
  }
  return [...found, { address: media.stream_url, width }];
}

/** The same as text.
 * @param {Media} media
 */
export function srcset(media) {
  return sources(media).map(({ address, width }) => `${address} ${width}w`).join(", ");
}
