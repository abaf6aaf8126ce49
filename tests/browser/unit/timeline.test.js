import assert from "node:assert/strict";
import { test } from "node:test";

import { lowerBound } from "../../../static/js/model/days.js";
import { spaceFor } from "../../../static/js/model/justified.js";
import { Timeline } from "../../../static/js/model/timeline.js";

const SPACE = spaceFor(1000);
const ids = (items) => items.map(({ id }) => id);

/** An item of a day, with a pseudorandom shape. */
const picture = (id, date) => ({ id, timestamp: `${date}T12:00:00Z`, has_thumbnail: true, width: 600 + ((id * 7919) % 900), height: 800 });
const pictures = (date, newest, count) => Array.from({ length: count }, (_, index) => picture(newest - index, date));
const day = (date, newest, count) => ({ date, count, newest });

/** Three months, none of them loaded. */
function calendar() {
  return [day("2026-11-20", 100, 30), day("2026-11-03", 70, 4), day("2026-10-31", 66, 40), day("2026-09-09", 26, 26)];
}

function counted() {
  const timeline = new Timeline(SPACE);
  timeline.add(pictures("2026-11-20", 100, 12));
  timeline.setCalendar(calendar());
  return timeline;
}

test("the calendar gives every day its position before anything is loaded", () => {
  const timeline = counted();
  assert.deepEqual(timeline.months.map(({ key }) => key), ["2026-11", "2026-10", "2026-09"]);
  assert.deepEqual(timeline.days.map(({ date, isWhole }) => [date, isWhole]), calendar().map(({ date }) => [date, false]));
  assert.equal(timeline.count, 100);
  const last = timeline.months.at(-1);
  assert.equal(timeline.height, last.top + last.height);
  for (const [index, month] of timeline.months.slice(1).entries()) assert.equal(month.top, timeline.months[index].top + timeline.months[index].height);
});

test("loading a month moves nothing above it", () => {
  const timeline = counted();
  const tops = () => timeline.months.map(({ top }) => top);
  const before = tops();
  timeline.add(pictures("2026-09-09", 26, 26));
  assert.deepEqual(tops(), before);
});

test("visible items stay while days above are loaded", () => {
  const timeline = counted();
  timeline.add(pictures("2026-09-09", 26, 26));
  const y = timeline.boxOf(20).y + 7;
  const anchor = timeline.anchorAt(y);
  timeline.add(pictures("2026-10-31", 66, 40));
  timeline.finish(["2026-10-31"], new Set(ids(pictures("2026-10-31", 66, 40))), 67);
  const item = timeline.boxOf(anchor.id);
  assert.equal(timeline.placeOf(anchor), item.y + anchor.offset);
  assert.ok(item.y <= timeline.placeOf(anchor) && timeline.placeOf(anchor) < item.y + item.height);
});

test("a position in a day that is not loaded is kept as a part of the day", () => {
  const timeline = counted();
  const month = timeline.months[1];
  const anchor = timeline.anchorAt(month.top + month.height / 2);
  assert.equal(anchor.id, null);
  timeline.add(pictures("2026-10-31", 66, 40));
  const [box] = timeline.boxesOf(timeline.months[1]);
  assert.equal(timeline.placeOf(anchor), timeline.months[1].top + box.y + anchor.part * box.height);
});

test("visible items stay while a day above that was not loaded is loaded", () => {
  const timeline = counted();
  timeline.add(pictures("2026-09-09", 26, 26));
  const [october] = timeline.months.slice(1);
  const top = october.top + october.height - 40;
  const before = timeline.boxOf(26).y - top;
  const after = timeline.keepPlace({ top, height: 600, isKept: true }, () => timeline.add(pictures("2026-10-31", 66, 40)));
  assert.notEqual(after, top);
  assert.equal(timeline.boxOf(26).y - after, before);
});

test("most of the visible area stays if not all of it can", () => {
  const timeline = counted();
  timeline.add(pictures("2026-11-03", 70, 4));
  timeline.add(pictures("2026-10-31", 66, 20));
  timeline.add(pictures("2026-09-09", 26, 26));
  const [last, below] = [timeline.boxOf(47), timeline.boxOf(26)];
  const height = below.y + 300 - last.y;
  const place = (top) => timeline.boxOf(26).y - top;
  const read = () => timeline.add(pictures("2026-10-31", 46, 20));
  const after = timeline.keepPlace({ top: last.y + last.height - 30, height, isKept: true }, read);
  assert.equal(place(after), below.y - (last.y + last.height - 30));
});

test("the day stays if none of the visible items is left", () => {
  const timeline = counted();
  const { y } = timeline.boxOf(89);
  const after = timeline.keepPlace({ top: y + 10, height: 50, isKept: true }, () => timeline.setCalendar(calendar().slice(1)));
  assert.equal(after, timeline.topOf("2026-11-20"));
});

test("a day that was loaded completely is whole, and other items are removed", () => {
  const timeline = counted();
  const came = ids(timeline.day("2026-11-20").items).filter((id) => id !== 95);
  assert.deepEqual(timeline.finish(["2026-11-20"], new Set(came), 101), [95]);
  assert.equal(timeline.day("2026-11-20").count, 11);
  assert.ok(timeline.day("2026-11-20").isWhole);
  assert.equal(timeline.dateOf(95), undefined);
});

test("items that arrive while a day is loaded stay", () => {
  const timeline = counted();
  timeline.add([picture(101, "2026-11-20")], { isArriving: true });
  assert.equal(timeline.day("2026-11-20").count, 31);
  assert.deepEqual(timeline.finish(["2026-11-20"], new Set(ids(pictures("2026-11-20", 100, 12))), 101), []);
  assert.equal(timeline.day("2026-11-20").items[0].id, 101);
});

test("a day is added with its first item and removed with its last one", () => {
  const timeline = counted();
  timeline.add([picture(120, "2026-12-01")], { isArriving: true });
  assert.equal(timeline.months[0].key, "2026-12");
  assert.ok(timeline.day("2026-12-01").isWhole);
  assert.equal(timeline.remove(120), true);
  assert.equal(timeline.months[0].key, "2026-11");
  assert.equal(timeline.remove(120), false);
});

test("a new calendar determines the days to load again", () => {
  const timeline = counted();
  const items = pictures("2026-11-03", 70, 4);
  timeline.add(items);
  timeline.finish(["2026-11-03"], new Set(ids(items)), 71);
  assert.ok(timeline.day("2026-11-03").isWhole);
  const gone = timeline.setCalendar([day("2026-11-03", 69, 3), day("2026-10-31", 66, 40)]);
  assert.deepEqual(gone.length, 12);
  assert.deepEqual(timeline.days.map(({ date }) => date), ["2026-11-03", "2026-10-31"]);
  assert.equal(timeline.day("2026-11-03").isWhole, false);
});

test("gaps between two days are known", () => {
  const timeline = counted();
  assert.ok(timeline.hasUnread("2026-11-20", "2026-11-03"));
  for (const { date, newest, count } of calendar().slice(0, 2)) {
    const items = pictures(date, newest, count);
    timeline.add(items);
    timeline.finish([date], new Set(ids(items)), newest + 1);
  }
  assert.equal(timeline.hasUnread("2026-11-20", "2026-11-03"), false);
  assert.ok(timeline.hasUnread("2026-11-03", "2026-10-31"));
});

test("a jump to a day leads to its top", () => {
  const timeline = counted();
  assert.equal(timeline.topOf("2026-11-20"), 0);
  assert.equal(timeline.topOf("2026-10-31"), timeline.months[1].top);
  // The next older day, for one without items.
  assert.equal(timeline.topOf("2026-10-15"), timeline.months[2].top);
  assert.equal(timeline.topOf("2020-01-01"), timeline.months[2].top);
  assert.ok(timeline.topOf("2026-11-03") > 0);
});

test("a range of heights has its months", () => {
  const timeline = counted();
  const [first, second, third] = timeline.months;
  assert.deepEqual(timeline.between(-500, 10), [first]);
  assert.deepEqual(timeline.between(second.top, second.top + 1), [second]);
  assert.deepEqual(timeline.between(second.top - 1, third.top + 1), [first, second, third]);
  assert.equal(timeline.monthAt(1e9), third);
  assert.equal(new Timeline(SPACE).monthAt(0), undefined);
  assert.equal(new Timeline(SPACE).anchorAt(0), null);
});

test("another width changes the layout of the same items", () => {
  const timeline = counted();
  const wide = timeline.height;
  timeline.space = spaceFor(360);
  assert.ok(timeline.height > wide);
  for (const month of timeline.months) {
    for (const box of timeline.boxesOf(month)) assert.ok(box.x + box.width <= 360);
  }
});

test("a hundred thousand items are fast", () => {
  const timeline = new Timeline(spaceFor(1200));
  const days = Array.from({ length: 1800 }, (_, index) => {
    const date = new Date(Date.UTC(2026, 10, 20) - index * 86_400_000).toISOString().slice(0, 10);
    return day(date, 100_000 - 55 * index, 55);
  });
  timeline.add(pictures(days[0].date, 100_000, 55));
  const began = performance.now();
  timeline.setCalendar(days);
  assert.ok(timeline.height > 500_000);
  const built = performance.now() - began;
  assert.ok(built < 1000, `${built} ms for the whole`);
  const again = performance.now();
  timeline.add(pictures(days[900].date, days[900].newest, 55));
  assert.ok(timeline.height > 0);
  assert.ok(performance.now() - again < 100, "one day costs its month");
});

test("ids are found at their index, or where they would be inserted", () => {
  const items = [{ id: 9 }, { id: 5 }, { id: 2 }];
  assert.deepEqual([10, 9, 7, 5, 2, 1].map((id) => lowerBound(items, id)), [0, 0, 1, 1, 2, 3]);
});
