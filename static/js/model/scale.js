// The scrubber's scale: which month stands at which part of the way, and where the years are written.

/** @typedef {{key: string, top: number}} Stop a month and where it begins, in pixels from the timeline's top */

/** The part of the way (0 to 1) at which a place comes to the window's top.
 * @param {number} y
 * @param {number} way how far one can scroll
 */
export function partOf(y, way) {
  return way <= 0 ? 0 : Math.min(1, Math.max(0, y / way));
}

/** The index of the month that is at the window's top there.
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

/** The years along the scale; one too near to the one before is left out.
 * @param {readonly Stop[]} months newest first
 * @param {number} way how far one can scroll
 * @param {number} room the least distance of two, as a part of the way
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

/** The month that many steps further on (older), or that many years, as an index.
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
