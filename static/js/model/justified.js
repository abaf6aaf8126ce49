// The layout of justified rows, as pure computation: shapes in, boxes out.
//
// A month is a list of days, a day a list of shapes (width divided by height). Days with few pictures share a line, like words; a month with one
// picture a day would otherwise be a column of single pictures. A line ends where its height, when it fills the width, is nearest to the
// target height; so no picture is cropped to fit, and rows differ a little in height. A day that needs several rows does not share them.
//
// If an earlier layout is given, its rows and lines are kept: changes elsewhere in the month move them, but do not change them.

/** The measures of the layout, in pixels.
 * @typedef {object} Space
 * @property {number} width
 * @property {number} row the target height of rows
 * @property {number} stretch the largest ratio of a row's height to the target, for it to fill the width
 * @property {number} gap between pictures of a day
 * @property {number} between days that share a line
 * @property {number} label the height of a day's label, above its pictures
 * @property {number} title the height of a month's title
 * @property {number} after a line
 */

/** @typedef {{x: number, y: number, width: number, height: number}} Box */

/** A day's box in its month (label included), and its pictures' boxes in the day.
 * @typedef {Box & {boxes: Box[]}} DayBox
 */

/** A day's earlier layout: whether any of it is loaded, and the lines and rows of the day and its pictures. Neighbours with the same number were
 * in the same line or row; undefined means new.
 * @typedef {{isRead: boolean, line: number|undefined, rows: (number|undefined)[]}} Earlier
 */

/** A day that does not fit one row without becoming lower than this ratio gets several rows. */
const SQUEEZE = 1.4;
/** A last row whose height would exceed this ratio of the target joins the row above. */
const LONELY = 2.2;
/** Wider or narrower shapes would make a row too low or a picture too small: they are cropped. */
const NARROWEST = 0.6;
const WIDEST = 2.6;
/** The shape of items without a picture: a card with the name. */
const CARD = 1.3;

/** The measures for a grid of that width.
 * @param {number} width
 * @returns {Space}
 */
export function spaceFor(width) {
  const isNarrow = width < 600;
  const row = Math.round(Math.min(228, Math.max(112, 70 + 0.118 * width)));
  // On a phone rows are so low that a single picture may fill the width.
  const stretch = isNarrow ? 2.1 : 1.4;
  return { width, row, stretch, gap: isNarrow ? 3 : 5, between: isNarrow ? 10 : 18, label: 30, title: isNarrow ? 46 : 54, after: isNarrow ? 8 : 12 };
}

/** An item's shape, limited to what a row can hold.
 * @param {{has_thumbnail: boolean, width?: number|null, height?: number|null}} item
 */
export function shapeOf({ has_thumbnail: hasPicture, width, height }) {
  if (!hasPicture || !width || !height) return CARD;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
}

/** Lays out a month.
 * @param {number[][]} days the shapes of each day, newest day first
 * @param {Space} space
 * @param {Earlier[]} [earlier] of each day
 * @returns {{height: number, days: DayBox[]}}
 */
export function layOut(days, space, earlier = []) {
  /** @type {DayBox[]} */
  const boxes = [];
  let y = space.title;
  /** @type {number[][]} */
  let line = [];
  const close = (/** @type {boolean} */ isFull) => {
    if (line.length === 0) return;
    const fill = heightOf(line, space);
    const height = Math.round(isFull || fill < space.row ? Math.min(fill, space.row * space.stretch) : space.row);
    boxes.push(...placeLine(line, y, height, fill < space.row * space.stretch && (isFull || fill < space.row), space));
    y += space.label + height + space.after;
    line = [];
  };
  for (const [index, shapes] of days.entries()) {
    const alone = heightOf([shapes], space);
    if (alone < space.row / SQUEEZE) {
      close(true);
      const { height, boxes: inside } = placeRows(shapes, space, earlier[index]?.rows);
      boxes.push({ x: 0, y, width: space.width, height: space.label + height, boxes: inside });
      y += space.label + height + space.after;
      continue;
    }
    if (line.length > 0 && endsLine(heightOf(line, space), heightOf([...line, shapes], space), earlier[index - 1], earlier[index], space)) close(true);
    line.push(shapes);
  }
  close(false);
  return { height: y, days: boxes };
}

/** The height at which a line of days fills the width.
 * @param {number[][]} line @param {Space} space
 */
function heightOf(line, { width, gap, between }) {
  let shapes = 0;
  let fixed = between * (line.length - 1);
  for (const day of line) {
    for (const shape of day) shapes += shape;
    fixed += gap * (day.length - 1);
  }
  return Math.max(1, width - fixed) / shapes;
}

/** Whether a line ends before the next day. Loaded and unloaded days do not share a new line, because loading would then move them.
 * @param {number} height its height without the next day @param {number} joined its height with it
 * @param {Earlier|undefined} before its last day @param {Earlier|undefined} next
 * @param {Space} space
 */
function endsLine(height, joined, before, next, { row }) {
  const isNear = isNearer(height, joined, row);
  if (before?.line === undefined && next?.line === undefined) return isNear || before?.isRead !== next?.isRead;
  return before?.line !== next?.line || (isNear && joined < row / SQUEEZE);
}

/** Whether a row ends before the next picture. A row that no longer fills the width takes the next picture; one that would become too low is
 * divided.
 * @param {number} height its height without the next picture @param {number} joined its height with it
 * @param {number|undefined} before the earlier row of its last picture @param {number|undefined} next the earlier row of the next picture
 * @param {Space} space
 */
function endsRow(height, joined, before, next, { row, stretch }) {
  const isNear = isNearer(height, joined, row);
  if (before === undefined || next === undefined) return isNear;
  return before === next ? isNear && joined < row / SQUEEZE : isNear || height <= row * stretch;
}

/** Whether the ratio of `one` to the target height is nearer to 1 than that of `other`.
 * @param {number} one @param {number} other @param {number} wanted
 */
function isNearer(one, other, wanted) {
  return Math.abs(Math.log(one / wanted)) <= Math.abs(Math.log(other / wanted));
}

/** A line of days, each with one row of pictures.
 * @param {number[][]} line @param {number} y @param {number} height
 * @param {boolean} isFull whether the last picture ends exactly at the right edge, despite rounding
 * @param {Space} space
 * @returns {DayBox[]}
 */
function placeLine(line, y, height, isFull, space) {
  let x = 0;
  return line.map((shapes, index) => {
    const isLast = index === line.length - 1;
    const start = Math.round(x);
    const boxes = placeRow(shapes, { x, y: space.label, height, end: isLast && isFull ? space.width : undefined }, space.gap);
    for (const box of boxes) box.x -= start;
    const last = boxes[boxes.length - 1];
    x += sum(shapes) * height + space.gap * (shapes.length - 1) + space.between;
    return { x: start, y, width: last.x + last.width, height: space.label + height, boxes };
  });
}

/** The rows of a day with more than one.
 * @param {number[]} shapes @param {Space} space @param {(number|undefined)[]} [earlier] the earlier row of each
 * @returns {{height: number, boxes: Box[]}}
 */
function placeRows(shapes, space, earlier) {
  const { width, row, stretch, gap } = space;
  /** @type {Box[]} */
  const boxes = [];
  let y = 0;
  for (const { start, end, isLast } of rowsOf(shapes, space, earlier)) {
    const natural = fill(shapes, start, end, space);
    const most = isLast ? row : row * stretch;
    const height = Math.round(Math.min(natural, most));
    const at = { x: 0, y: space.label + y, height, end: natural <= most ? width : undefined };
    for (const box of placeRow(shapes.slice(start, end), at, gap)) boxes.push(box);
    y += height + gap;
  }
  return { height: y - gap, boxes };
}

/** The beginnings and ends of rows. A row ends where its height is nearest to the target. The rest joins the row above if it would fill little of
 * a row of its own.
 * @param {number[]} shapes @param {Space} space @param {(number|undefined)[]} [earlier]
 * @returns {{start: number, end: number, isLast: boolean}[]}
 */
function rowsOf(shapes, space, earlier = []) {
  /** @type {{start: number, end: number, isLast: boolean}[]} */
  const rows = [];
  let start = 0;
  for (let index = 1; index < shapes.length; index += 1) {
    const [height, joined] = [fill(shapes, start, index, space), fill(shapes, start, index + 1, space)];
    if (!endsRow(height, joined, earlier[index - 1], earlier[index], space)) continue;
    rows.push({ start, end: index, isLast: false });
    start = index;
  }
  const above = rows[rows.length - 1];
  const isShort = fill(shapes, start, shapes.length, space) > space.row * LONELY;
  // A row of an earlier layout is kept.
  const isFree = above !== undefined && earlier[above.start] === undefined;
  if (isFree && isShort && fill(shapes, above.start, shapes.length, space) >= space.row / SQUEEZE) start = rows.pop()?.start ?? 0;
  rows.push({ start, end: shapes.length, isLast: true });
  return rows;
}

/** The height at which a row fills the width.
 * @param {number[]} shapes @param {number} start @param {number} end @param {Space} space
 */
function fill(shapes, start, end, { width, gap }) {
  let total = 0;
  for (let index = start; index < end; index += 1) total += shapes[index];
  return Math.max(1, width - gap * (end - start - 1)) / total;
}

/** One row. Edges are whole pixels, so that all gaps have the same width.
 * @param {number[]} shapes
 * @param {{x: number, y: number, height: number, end?: number}} at
 * @param {number} gap
 * @returns {Box[]}
 */
function placeRow(shapes, { x, y, height, end }, gap) {
  let left = x;
  return shapes.map((shape, index) => {
    const right = left + shape * height;
    const edge = end !== undefined && index === shapes.length - 1 ? end : Math.round(right);
    const box = { x: Math.round(left), y, width: edge - Math.round(left), height };
    left = right + gap;
    return box;
  });
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, one) => total + one, 0);
}
