// Formats sizes, times and shapes, like the filters of the server's templates.

import { language } from "./words.js";

/** An item, as in the API.
 * @typedef {object} Media
 * @property {number} id
 * @property {string} name
 * @property {"photo"|"video"|"audio"|"voice"|"animation"|"document"} type
 * @property {string} timestamp RFC 3339, UTC
 * @property {number} size bytes
 * @property {string|null} caption
 * @property {boolean} has_thumbnail
 * @property {string} mime_type
 * @property {number|null} [width] pixels
 * @property {number|null} [height] pixels
 * @property {number|null} [duration] seconds
 * @property {string|null} [album_id] the same for all items of one album
 * @property {string|null} [placeholder] a data URI
 * @property {string} stream_url
 * @property {string} thumbnail_url
 */

/** Bytes in the largest unit that leaves at least 1, with one decimal below 10.
 * @param {number} bytes
 */
export function fileSize(bytes) {
  let size = bytes;
  let unit = "bytes";
  for (const larger of ["KB", "MB", "GB", "TB"]) {
    if (size < 1000) break;
    size /= 1000;
    unit = larger;
  }
  const digits = unit !== "bytes" && size < 10 ? 1 : 0;
  return `${size.toLocaleString(language(), { maximumFractionDigits: digits, minimumFractionDigits: digits, useGrouping: false })} ${unit}`;
}

/** Seconds as `0:07`, `12:30` or `1:02:03`.
 * @param {number} seconds
 */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** A month's heading, as `November 2026`.
 * @param {string} key
 */
export function monthLabel(key) {
  return new Date(`${key}-01T00:00:00Z`).toLocaleDateString(language(), { month: "long", year: "numeric", timeZone: "UTC" });
}

/** A day's label, as `Fri` and `20 Nov`; the year is in the month's heading.
 * @param {string} date
 */
export function dayParts(date) {
  const day = new Date(`${date}T00:00:00Z`);
  // The first three letters are the usual abbreviation in both languages; Intl's short forms differ between browsers.
  const short = (/** @type {Intl.DateTimeFormatOptions} */ part) => day.toLocaleDateString(language(), { ...part, timeZone: "UTC" }).slice(0, 3);
  return { weekday: short({ weekday: "long" }), label: `${day.getUTCDate()} ${short({ month: "long" })}` };
}

/** The facts about an item that the viewer shows below its name.
 * @param {Media} media
 * @param {string} [timeZone] the reader's own by default
 */
export function facts(media, timeZone) {
  const when = new Date(media.timestamp).toLocaleString(language(), { dateStyle: "medium", timeStyle: "short", timeZone });
  const pixels = media.width && media.height ? `${media.width} × ${media.height}` : "";
  const length = media.duration ? duration(media.duration) : "";
  return [when, length, pixels, fileSize(media.size)].filter(Boolean).join(" · ");
}

/** A URL with another parameter.
 * @param {string} url
 * @param {string} name
 * @param {string} value
 */
export function withParameter(url, name, value) {
  return `${url}${url.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`;
}
