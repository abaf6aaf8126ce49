// How far a picture is enlarged and moved on its stage, as numbers. The origin is the stage's middle; at scale 1 the picture just fits.

/** @typedef {{width: number, height: number}} Size in CSS pixels */
/** @typedef {{x: number, y: number}} Point from the stage's middle */
/** @typedef {{scale: number, x: number, y: number}} Zoom where the picture's middle is, and how large it is */

/** @type {Readonly<Zoom>} */
export const FITTED = Object.freeze({ scale: 1, x: 0, y: 0 });

/** A picture is enlarged to that many times its own pixels, */
const BEYOND_OWN_PIXELS = 2;
/** and a small one at least to that many times what fits. */
const AT_LEAST = 4;
/** What a double click leads to. */
const CLOSE_UP = 2.5;

/** The size that a picture has on its stage at scale 1: all of it is to be seen, and it is not enlarged to get there.
 * @param {Size} picture @param {Size} stage @returns {Size}
 */
export function fit(picture, stage) {
  if (picture.width <= 0 || picture.height <= 0) return { ...stage };
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** How far one can go.
 * @param {Size} picture its own pixels @param {Size} fitted
 */
export function largestScale(picture, fitted) {
  return Math.max(AT_LEAST, fitted.width > 0 ? (BEYOND_OWN_PIXELS * picture.width) / fitted.width : 0);
}

/** Enlarges by a factor, so that what lies under a point stays there.
 * @param {Zoom} zoom @param {number} factor @param {Point} point @param {number} largest @returns {Zoom}
 */
export function zoomAt(zoom, factor, point, largest) {
  const scale = Math.min(largest, Math.max(1, zoom.scale * factor));
  const by = scale / zoom.scale;
  return { scale, x: point.x - (point.x - zoom.x) * by, y: point.y - (point.y - zoom.y) * by };
}

/** To a close-up of a point, or back to all of it.
 * @param {Zoom} zoom @param {Point} point @param {number} largest @returns {Zoom}
 */
export function toggle(zoom, point, largest) {
  return zoom.scale > 1 ? FITTED : zoomAt(zoom, CLOSE_UP, point, largest);
}

/** The nearest place at which no edge comes further in than it must: the stage is filled where the picture is large enough.
 * @param {Zoom} zoom @param {Size} fitted @param {Size} stage @returns {Zoom}
 */
export function keepInside({ scale, x, y }, fitted, stage) {
  const within = (/** @type {number} */ value, /** @type {number} */ size, /** @type {number} */ room) => {
    const most = Math.max(0, (size * scale - room) / 2);
    return most === 0 ? 0 : Math.min(most, Math.max(-most, value));
  };
  return { scale, x: within(x, fitted.width, stage.width), y: within(y, fitted.height, stage.height) };
}
