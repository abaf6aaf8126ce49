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

test("files go one after the other", () => {
  const queue = queueOf("a", "b");
  assert.equal(queue.start(), 1);
  assert.equal(queue.start(), null, "one is under way");
  queue.done(1);
  assert.equal(queue.start(), 2);
  queue.done(2);
  assert.equal(queue.start(), null, "none is left");
  assert.equal(queue.isSettled, true);
});

test("a failure does not hold up the others and can be tried again", () => {
  const queue = queueOf("a", "b");
  queue.start();
  queue.fail(1, "too large");
  assert.equal(queue.start(), 2);
  queue.done(2);
  assert.equal(queue.title, "1 upload failed");
  assert.equal(queue.isSettled, false);
  queue.retry(1);
  assert.equal(queue.start(), 1);
});

test("what is finished can't be cancelled, what is cancelled makes no progress", () => {
  const queue = queueOf("a", "b");
  queue.start();
  queue.done(1);
  queue.cancel(1);
  queue.cancel(2);
  queue.progress(2, 0.5);
  assert.deepEqual(states(queue), ["done", "cancelled"]);
  assert.equal(queue.entries[1].sent, 0);
});

test("clearing keeps what is under way", () => {
  const queue = queueOf("a", "b", "c");
  queue.start();
  queue.done(1);
  queue.start();
  queue.clear();
  assert.deepEqual(states(queue), ["sending", "waiting"]);
  assert.equal(queue.isBusy, true);
  assert.equal(queue.title, "Uploading 2 files");
});

test("a row says how far it has come", () => {
  const size = (bytes) => `${bytes} B`;
  const row = (change) => stateText({ id: 1, name: "a", size: 10, sent: 0, state: "waiting", text: "", ...change }, size);
  assert.equal(row({}), "10 B · waiting");
  assert.equal(row({ state: "sending", sent: 0.5 }), "5 B of 10 B");
  assert.equal(row({ state: "sending", sent: 1 }), "Handing over to Telegram…");
  assert.equal(row({ state: "failed", text: "This file is too large." }), "This file is too large.");
});
