// Plans which parts of the list to load next, with few requests.

/** @typedef {import("./days.js").Day} Day */

/** Consecutive days that are loaded by one request after another, newest first.
 * @typedef {{dates: string[], before: number, oldest: string, count: number}} Stretch
 */

/** The size of a page. Telegram returns no more in one call. */
export const READ = 100;

/** The stretches to load for a range of days: each as large as one page allows, extended to unloaded neighbours if there is room. They end
 * at the end of a line of days if possible, so that lines are loaded as a whole.
 * @param {readonly Day[]} days
 * @param {number} from the index of the first day
 * @param {number} to the index after the last day
 * @param {(newer: Day, older: Day) => boolean} [sharesLine] whether two neighbours are in the same line
 * @returns {Stretch[]}
 */
export function stretches(days, from, to, sharesLine = () => false) {
  /** @type {Stretch[]} */
  const found = [];
  for (let index = from; index < to; index += 1) {
    if (isKnown(days[index])) continue;
    let [start, end, sum] = [index, index + 1, days[index].count];
    const takes = (/** @type {Day|undefined} */ day) => day !== undefined && !isKnown(day) && sum + day.count <= READ;
    while (takes(days[end])) sum += days[end++].count;
    // While scrolling up, the days above are needed next.
    while (start > (found.length > 0 ? from : 0) && takes(days[start - 1]) && !isIn(found, days[start - 1].date)) sum += days[--start].count;
    const isCut = (/** @type {number} */ at) => at > 0 && at < days.length && !isKnown(days[at - 1]) && !isKnown(days[at]) && sharesLine(days[at - 1], days[at]);
    while (end > index + 1 && isCut(end)) sum -= days[--end].count;
    while (start < index && isCut(start)) sum -= days[start++].count;
    const dates = days.slice(start, end).map(({ date }) => date);
    // The day's newest id may belong to a deleted item; then newer items are loaded as well, which does no harm.
    found.push({ dates, before: days[start].newest + 1, oldest: dates[dates.length - 1], count: sum });
    index = end - 1;
  }
  return found;
}

/** @param {Day} day */
function isKnown({ isWhole, isStale }) {
  return isWhole && !isStale;
}

/** @param {Stretch[]} found @param {string} date */
function isIn(found, date) {
  return found.some(({ dates }) => dates.includes(date));
}
