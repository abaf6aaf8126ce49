// The scale and position of a picture on its stage. The origin is the stage's centre; at scale 1 the picture fits exactly.

/** @typedef {{width: number, height: number}} Size in CSS pixels */
/** @typedef {{x: number, y: number}} Point from the stage's centre */
/** @typedef {{scale: number, x: number, y: number}} Zoom the picture's centre and scale */

/** @type {Readonly<Zoom>} */
export const FITTED = Object.freeze({ scale: 1, x: 0, y: 0 });

/** A picture is enlarged to at most this many times its own pixels, */
const BEYOND_OWN_PIXELS = 2;
/** but a small one at least to this many times the fitting size. */
const AT_LEAST = 4;
/** The scale after a double click. */
const CLOSE_UP = 2.5;

/** The size of a picture at scale 1: all of it is visible, and it is not enlarged.
 * @param {Size} picture @param {Size} stage @returns {Size}
 */
export function fit(picture, stage) {
  if (picture.width <= 0 || picture.height <= 0) return { ...stage };
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** The largest scale.
 * @param {Size} picture its size in its own pixels @param {Size} fitted
 */
export function largestScale(picture, fitted) {
  return Math.max(AT_LEAST, fitted.width > 0 ? (BEYOND_OWN_PIXELS * picture.width) / fitted.width : 0);
}

/** Changes the scale by a factor; the point stays where it is.
 * @param {Zoom} zoom @param {number} factor @param {Point} point @param {number} largest @returns {Zoom}
 */
export function zoomAt(zoom, factor, point, largest) {
  const scale = Math.min(largest, Math.max(1, zoom.scale * factor));
  const by = scale / zoom.scale;
  return { scale, x: point.x - (point.x - zoom.x) * by, y: point.y - (point.y - zoom.y) * by };
}

/** Zooms in on a point, or back out.
 * @param {Zoom} zoom @param {Point} point @param {number} largest @returns {Zoom}
 */
export function toggle(zoom, point, largest) {
  return zoom.scale > 1 ? FITTED : zoomAt(zoom, CLOSE_UP, point, largest);
}

/** The nearest position without empty space: the picture fills the stage if it is large enough.
 * @param {Zoom} zoom @param {Size} fitted @param {Size} stage @returns {Zoom}
 */
export function keepInside({ scale, x, y }, fitted, stage) {
  const within = (/** @type {number} */ value, /** @type {number} */ size, /** @type {number} */ room) => {
    const most = Math.max(0, (size * scale - room) / 2);
    return most === 0 ? 0 : Math.min(most, Math.max(-most, value));
  };
  return { scale, x: within(x, fitted.width, stage.width), y: within(y, fitted.height, stage.height) };
}
