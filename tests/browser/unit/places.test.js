// Visible items stay where they are while the rest is loaded: the timeline and its reader without a document, with responses in every order.

import assert from "node:assert/strict";
import { test } from "node:test";

import { spaceFor } from "../../../static/js/model/justified.js";
import { Timeline } from "../../../static/js/model/timeline.js";
import { TimelineReader } from "../../../static/js/timeline-reader.js";

const HEIGHT = 740;
const SIZES = [[1600, 1200], [900, 1600], [1280, 720], [1000, 1000], [2400, 1000], [1200, 1600], [1920, 1080]];

/** Pseudorandom numbers from 0 to 1. */
function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A page without a document: its timeline, its scroll position, and lists that respond when a test wants it. */
class Page {
  #all;
  #asked = /** @type {any[]} */ ([]);
  top = 0;
  /** Visible items that have moved. */
  moved = /** @type {string[]} */ ([]);

  /** @param {number[]} counts the number of items of each day, newest first @param {() => number} random */
  constructor(counts, random) {
    let id = 100_000;
    this.days = counts.map((count, index) => {
      const date = new Date(Date.UTC(2026, 5, 30) - index * 86_400_000).toISOString().slice(0, 10);
      const items = Array.from({ length: count }, () => {
        const [width, height] = SIZES[Math.floor(random() * SIZES.length)];
        return { id: id--, timestamp: `${date}T12:00:00Z`, has_thumbnail: true, width, height };
      });
      return { date, count, newest: items[0].id, items };
    });
    this.#all = this.days.flatMap(({ items }) => items);
    this.timeline = new Timeline(spaceFor(1200));
    this.timeline.add(this.#all.slice(0, 60));
    this.timeline.setCalendar(this.days.map(({ date, count, newest }) => ({ date, count, newest })));
    const signal = new AbortController().signal;
    this.reader = new TimelineReader(this.timeline, {
      query: "", next: "", hasWords: false, signal,
      seen: () => this.timeline.daysBetween(this.top, this.top + HEIGHT),
      took: (items) => this.change(() => this.timeline.add(items)),
      changed: (change) => this.change(change),
      failed: (failure) => assert.fail(String(failure)),
    });
    globalThis.fetch = /** @type {any} */ ((address, options) => this.#fetch(address, options));
  }

  /** The days whose lists are requested. */
  get asked() {
    return this.#asked.filter(({ signal }) => !signal.aborted).map(({ page }) => page[0].timestamp.slice(0, 10));
  }

  /** @param {string} date the date of the list's first item */
  async answer(date) {
    const at = this.#asked.findIndex(({ page, signal }) => !signal.aborted && page[0].timestamp.startsWith(date));
    assert.ok(at >= 0, `${date} is asked for`);
    const [{ page, headers, resolve }] = this.#asked.splice(at, 1);
    resolve(new Response(JSON.stringify(page), { headers }));
    await this.pass();
  }

  /** Lets the reader's promises settle after responses and aborts. */
  async pass() {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setImmediate(done));
  }

  /** @param {number} top */
  scrollTo(top) {
    this.top = top;
    this.#settle();
  }

  /** @param {() => unknown} act */
  change(act) {
    const before = this.#seen();
    this.top = this.timeline.keepPlace({ top: this.top, height: HEIGHT, isKept: true }, act);
    for (const [id, was] of before) {
      const is = this.#boxOf(id);
      if (is && is.join() !== was.join()) this.moved.push(`${this.timeline.dateOf(id)} ${id}: ${was} -> ${is}`);
    }
    this.#settle();
  }

  #settle() {
    const { days } = this.timeline;
    const [from, to] = [this.top - 800, this.top + 1600];
    const near = new Set(this.timeline.between(from, to).flatMap((month) => this.timeline.boxesOf(month).flatMap(({ y, height }, index) => {
      const top = month.top + y;
      return top < to && top + height > from ? [month.days[index]] : [];
    })));
    const first = days.findIndex((day) => near.has(day));
    this.reader.near(Math.max(0, first), Math.max(0, first) + near.size);
  }

  #seen() {
    const known = this.timeline.days.flatMap(({ items }) => items.map(({ id }) => id));
    return new Map(known.map((id) => /** @type {const} */ ([id, this.#boxOf(id)])).filter(([, [, y, , height]]) => y + height > 0 && y < HEIGHT));
  }

  /** @param {number} id */
  #boxOf(id) {
    const box = this.timeline.boxOf(id);
    return box && [box.x, box.y - this.top, box.width, box.height];
  }

  /** @param {string} address @param {{signal: AbortSignal}} options */
  #fetch(address, { signal }) {
    const query = new URL(address, "http://localhost").searchParams;
    const from = this.#all.findIndex(({ id }) => id < Number(query.get("before")));
    const page = this.#all.slice(from, from + Number(query.get("limit")));
    query.set("before", String(page.at(-1).id));
    const headers = from + page.length < this.#all.length ? { Link: `</get-saved-messages-media?${query}>; rel="next"` } : {};
    return new Promise((resolve, reject) => {
      this.#asked.push({ page, headers, resolve, signal });
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  }
}

for (const [name, countOf] of /** @type {const} */ ([
  ["long days", (random) => 50 + Math.floor(random() * 10)],
  ["days that share lines", (random) => 1 + Math.floor(random() * 4)],
  ["days of all lengths up to one page", (random) => (random() < 0.2 ? 20 + Math.floor(random() * 80) : 1 + Math.floor(random() * 12))],
])) {
  test(`no visible item moves while ${name} are loaded, in any order`, async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = chance(seed);
      const page = new Page(Array.from({ length: 300 }, () => countOf(random)), random);
      page.scrollTo(Math.round(page.timeline.height * 0.6));
      for (let step = 0; step < 30; step += 1) {
        page.scrollTo(page.top + (step < 20 ? -400 : 400));
        for (let answers = Math.floor(random() * 3); answers > 0 && page.asked.length > 0; answers -= 1) {
          await page.answer(page.asked[Math.floor(random() * page.asked.length)]);
        }
      }
      assert.deepEqual(page.moved, [], `seed ${seed}`);
    }
  });
}

/** A page that has loaded the day at an index, with that day at a height in the window. */
async function pageAt(counts, index, y) {
  const page = new Page(counts, chance(7));
  const { date } = page.days[index];
  page.scrollTo(page.timeline.topOf(date) + 1600);
  await page.answer(date);
  page.scrollTo(page.timeline.boxOf(page.days[index].newest).y - y);
  return page;
}

test("a stretch that is loaded too early waits for the day between", async () => {
  const page = await pageAt([90, 90, 95, 8, 95, 90, 90], 4, 640);
  const [upper, between] = [page.days[2], page.days[3]];
  await page.answer(upper.date);
  assert.equal(page.timeline.day(upper.date).items.length, 0, "it waits");
  await page.answer(between.date);
  assert.equal(page.timeline.day(upper.date).items.length, 95);
  assert.deepEqual(page.moved, []);
});

test("while scrolling down, it is the other way round", async () => {
  const page = await pageAt([90, 90, 95, 8, 95, 90, 90], 2, 640);
  const [above, between, below] = [page.days[2], page.days[3], page.days[4]];
  page.scrollTo(page.timeline.topOf(between.date) - 100);
  await page.pass();
  await page.answer(below.date);
  assert.equal(page.timeline.day(below.date).items.length, 0, "it waits");
  await page.answer(between.date);
  assert.equal(page.timeline.day(below.date).items.length, 95);
  assert.equal(page.timeline.day(above.date).items.length, 95);
  assert.deepEqual(page.moved, []);
});

test("a day in pages is shown in whole rows, beginning with those that join the visible ones", async () => {
  const down = new Page(Array(8).fill(150), chance(3));
  const { date, newest } = down.days[4];
  down.scrollTo(down.timeline.topOf(date));
  await down.answer(date);
  const shown = down.timeline.day(date).items.length;
  assert.ok(shown > 80 && shown < 100, `${shown} of 100`);
  down.scrollTo(down.timeline.boxOf(newest - shown + 1).y - 300);
  await down.answer(date);
  assert.equal(down.timeline.day(date).items.length, 150);
  assert.deepEqual(down.moved, []);

  const up = await pageAt([90, 90, 150, 90, 90], 3, 640);
  await up.answer(up.days[2].date);
  assert.equal(up.timeline.day(up.days[2].date).items.length, 0, "its newest would stand above a gap");
  await up.answer(up.days[2].date);
  assert.equal(up.timeline.day(up.days[2].date).items.length, 150);
  assert.deepEqual(up.moved, []);
});

for (const [name, counts, index] of /** @type {const} */ ([["of a day", [200, 90, 90], 0], ["of a month", Array(90).fill(2), 20]])) {
  test(`added and removed items leave the rows ${name} unchanged`, async () => {
    const page = new Page(counts, chance(5));
    const { date, items } = page.days[index];
    page.scrollTo(page.timeline.topOf(date));
    while (page.asked.length > 0) await page.answer(page.asked[0]);
    page.scrollTo(page.timeline.boxOf(items[items.length === 2 ? 0 : 30].id).y - 50);
    while (page.asked.length > 0) await page.answer(page.asked[0]);
    page.moved = [];
    const [newest] = page.days[0].items;
    const arrived = Array.from({ length: 9 }, (_, more) => ({ ...newest, id: newest.id + more + 1, width: 800 + 300 * more }));
    for (const one of arrived) page.change(() => page.timeline.add([one], { isArriving: true }));
    for (const { id } of [arrived[2], arrived[7], ...page.days[0].items.slice(0, 2)]) page.change(() => page.timeline.remove(id));
    assert.deepEqual(page.moved, []);
  });
}
