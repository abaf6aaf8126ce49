import assert from "node:assert/strict";
import { test } from "node:test";

import { UploadQueue, stateText } from "../../../static/js/model/upload-queue.js";
import { speakIn } from "../harness/words.js";

speakIn("en");

const queueOf = (...names) => {
  const queue = new UploadQueue();
  for (const name of names) queue.add({ name, size: 2_000_000 });
  return queue;
};
const states = (queue) => queue.entries.map(({ state }) => state);

test("files are uploaded one after the other", () => {
  const queue = queueOf("a", "b");
  assert.equal(queue.start(0), 1);
  assert.equal(queue.start(0), null, "one is under way");
  queue.done(1);
  assert.equal(queue.start(0), 2);
  queue.done(2);
  assert.equal(queue.start(0), null, "none is left");
  assert.equal(queue.isSettled, true);
});

test("a failure does not delay the others and can be retried", () => {
  const queue = queueOf("a", "b");
  queue.start(0);
  queue.fail(1, "too large");
  assert.equal(queue.start(0), 2);
  queue.done(2);
  assert.equal(queue.title, "1 upload failed");
  assert.equal(queue.isSettled, false);
  queue.retry(1);
  assert.equal(queue.start(0), 1);
});

test("a finished upload can't be cancelled, and a cancelled one makes no progress", () => {
  const queue = queueOf("a", "b");
  queue.start(0);
  queue.done(1);
  queue.cancel(1);
  queue.cancel(2);
  queue.progress(2, 0.5, 0);
  assert.deepEqual(states(queue), ["done", "cancelled"]);
  assert.equal(queue.entries[1].sent, 0);
});

test("clearing keeps the upload under way", () => {
  const queue = queueOf("a", "b", "c");
  queue.start(0);
  queue.done(1);
  queue.start(0);
  queue.clear();
  assert.deepEqual(states(queue), ["sending", "waiting"]);
  assert.equal(queue.isBusy, true);
  assert.equal(queue.title, "Uploading 2 files");
});

test("when Telegram asks to wait, all uploads wait, and continue by themselves", () => {
  const queue = queueOf("a", "b");
  queue.start(0);
  queue.rest(1, "asked", 5000);
  assert.equal(queue.restsUntil, 5000);
  assert.equal(queue.start(4999), null);
  assert.equal(queue.title, "Uploading 2 files");
  assert.equal(queue.start(5000), 1, "the one that waited goes first");
  assert.equal(queue.restsUntil, null);
});

test("a restored connection wakes only uploads that waited for it", () => {
  const queue = queueOf("a");
  queue.start(0);
  queue.rest(1, "asked", 5000);
  queue.wake("line");
  assert.deepEqual(states(queue), ["resting"]);
  queue.retry(1);
  queue.start(0);
  queue.rest(1, "line", 5000);
  queue.wake("line");
  assert.equal(queue.start(0), 1);
});

test("ended uploads can be removed, others can't", () => {
  const queue = queueOf("a", "b");
  queue.start(0);
  queue.fail(1, "too large");
  queue.remove(1);
  queue.remove(2);
  assert.deepEqual(states(queue), ["waiting"]);
});

test("a row shows progress, speed and remaining time", () => {
  const queue = queueOf("a");
  const row = () => stateText(queue.get(1), 0);
  assert.equal(row(), "2.0 MB · waiting");
  queue.start(0);
  queue.progress(1, 0, 0);
  queue.progress(1, 0.1, 500);
  assert.equal(row(), "200 KB of 2.0 MB");
  queue.progress(1, 0.5, 2000);
  assert.equal(row(), "1.0 MB of 2.0 MB · 500 KB/s · 2 seconds left");
  queue.progress(1, 1, 4000);
  assert.equal(row(), "Handing over to Telegram…");
  queue.rest(1, "asked", 142_000);
  assert.equal(row(), "Telegram asks to wait. It goes on by itself in 3 minutes.");
  queue.retry(1);
  queue.start(0);
  queue.rest(1, "line", 142_000);
  assert.equal(row(), "No connection. It goes on by itself when there is one.");
  queue.cancel(1);
  assert.equal(row(), "Cancelled");
});
