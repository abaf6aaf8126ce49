// Which stretch of the list to read next, so that what is near is known with few calls.

/** @typedef {import("./days.js").Day} Day */

/** A stretch of days that one request after another reads, newest first.
 * @typedef {{dates: string[], before: number, oldest: string, count: number}} Stretch
 */

/** What Telegram gives in one call; more would only be cut into several. */
export const READ = 100;

/** The stretches that have to be read for a range of days: each as long as one call allows, and reaching out to unread neighbours where there is room.
 * They end where lines of days end, if they can, so that a line is read as a whole.
 * @param {readonly Day[]} days
 * @param {number} from the first day that is near
 * @param {number} to the one after the last
 * @param {(newer: Day, older: Day) => boolean} [sharesLine] whether two neighbours stand side by side
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
    // Going up, the days above are the next ones to be seen.
    while (start > (found.length > 0 ? from : 0) && takes(days[start - 1]) && !isIn(found, days[start - 1].date)) sum += days[--start].count;
    const isCut = (/** @type {number} */ at) => at > 0 && at < days.length && !isKnown(days[at - 1]) && !isKnown(days[at]) && sharesLine(days[at - 1], days[at]);
    while (end > index + 1 && isCut(end)) sum -= days[--end].count;
    while (start < index && isCut(start)) sum -= days[start++].count;
    const dates = days.slice(start, end).map(({ date }) => date);
    // The day may have been known by an id that is gone; what is newer than the day does no harm, it is merely read as well.
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
