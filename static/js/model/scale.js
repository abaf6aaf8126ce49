// The scrubber's scale: the position of each month, and where years are labelled.

/** @typedef {{key: string, top: number}} Stop a month and where it begins, in pixels from the timeline's top */

/** The position (0 to 1) at which a height of the timeline reaches the window's top.
 * @param {number} y
 * @param {number} way the scroll range in pixels
 */
export function partOf(y, way) {
  return way <= 0 ? 0 : Math.min(1, Math.max(0, y / way));
}

/** The index of the month at the window's top.
 * @param {readonly Stop[]} months newest first
 * @param {number} y
 */
export function monthIndex(months, y) {
  let [low, high] = [0, months.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (months[middle].top <= y + 1) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The years along the scale, without those too near to the previous one.
 * @param {readonly Stop[]} months newest first
 * @param {number} way the scroll range in pixels
 * @param {number} room the smallest distance between two, as a part of the scale
 * @returns {{year: string, part: number}[]}
 */
export function yearMarks(months, way, room) {
  /** @type {{year: string, part: number}[]} */
  const marks = [];
  let last = "";
  for (const { key, top } of months) {
    const year = key.slice(0, 4);
    if (year === last) continue;
    last = year;
    const part = partOf(top, way);
    const before = marks[marks.length - 1];
    if (!before || part - before.part >= room) marks.push({ year, part });
  }
  return marks;
}

/** The index of the month that is so many months, or years, further (older).
 * @param {readonly Stop[]} months @param {number} index @param {{months?: number, years?: number}} step
 */
export function stepFrom(months, index, { months: steps = 0, years = 0 }) {
  const last = months.length - 1;
  if (years === 0) return Math.min(last, Math.max(0, index + steps));
  const [year, month] = months[index].key.split("-").map(Number);
  const wanted = `${String(year - years).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
  const found = months.findIndex(({ key }) => key <= wanted);
  return found < 0 ? last : found;
}
