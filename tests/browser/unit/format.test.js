import assert from "node:assert/strict";
import { test } from "node:test";

import { dayParts, duration, facts, fileSize, monthLabel, withParameter } from "../../../static/js/model/format.js";
import { speakIn } from "../harness/words.js";

speakIn("en", "en-GB");

test("sizes are in the largest unit that leaves at least one", () => {
  const shown = [0, 999, 1000, 1_500_000, 12_400_000, 4_294_967_296].map(fileSize);
  assert.deepEqual(shown, ["0 bytes", "999 bytes", "1.0 KB", "1.5 MB", "12 MB", "4.3 GB"]);
});

test("durations are formatted as in players", () => {
  assert.deepEqual([0, 7.4, 59.6, 750, 3723].map(duration), ["0:00", "0:07", "1:00", "12:30", "1:02:03"]);
});

test("days have three letters, as on the server", () => {
  assert.deepEqual(dayParts("2026-09-30"), { weekday: "Wed", label: "30 Sep" });
  assert.deepEqual(dayParts("2026-11-02"), { weekday: "Mon", label: "2 Nov" });
  speakIn("es");
  assert.deepEqual(dayParts("2026-10-31"), { weekday: "sáb", label: "31 oct" });
  assert.equal(monthLabel("2026-10"), "octubre de 2026");
  speakIn("en", "en-GB");
});

test("months are in UTC, whatever the reader's time zone", () => {
  assert.equal(monthLabel("2026-11"), "November 2026");
  assert.equal(monthLabel("2026-01"), "January 2026");
});

test("facts leave out missing values", () => {
  const photo = { timestamp: "2026-11-20T21:15:58Z", size: 120_345, width: 1600, height: 900, duration: null };
  assert.equal(facts(photo, "UTC"), "20 Nov 2026, 21:15 · 1600 × 900 · 120 KB");
  const voice = { timestamp: "2026-11-20T21:15:58Z", size: 9000, duration: 4 };
  assert.equal(facts(voice, "UTC"), "20 Nov 2026, 21:15 · 0:04 · 9.0 KB");
});

test("a parameter is added to URLs with and without others", () => {
  assert.equal(withParameter("/a", "size", "m"), "/a?size=m");
  assert.equal(withParameter("/a?b=1", "q", "ä &"), "/a?b=1&q=%C3%A4%20%26");
});
