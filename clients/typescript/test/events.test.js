// Server-sent events, on a source that the test fires.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { createHeliograph } from "../dist/index.js";

/** What of a browser's EventSource is used. */
class FakeSource extends EventTarget {
  static CLOSED = 2;
  readyState = 1;

  /** @param {string} url @param {{ withCredentials: boolean }} options */
  constructor(url, options) {
    super();
    this.url = url;
    this.withCredentials = options.withCredentials;
    opened.push(this);
  }

  close() {
    this.readyState = FakeSource.CLOSED;
  }

  /** @param {string} name @param {unknown} data */
  tell(name, data) {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

/** @type {FakeSource[]} */
let opened = [];

beforeEach(() => {
  opened = [];
  Object.assign(globalThis, { EventSource: FakeSource });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, "EventSource");
});

test("events come with their data until it is stopped", () => {
  /** @type {unknown[]} */
  const told = [];
  const stop = createHeliograph("http://localhost:8000").watch({
    opened: () => told.push("opened"),
    lost: (isOver) => told.push(["lost", isOver]),
    media_removed: ({ ids }) => told.push(ids),
  });
  const [source] = opened;
  assert(source);
  assert.deepEqual([source.url, source.withCredentials], ["http://localhost:8000/events", true]);
  source.dispatchEvent(new Event("open"));
  source.tell("media_removed", { ids: [1, 2] });
  source.tell("media_added", { id: 3 });
  source.dispatchEvent(new Event("error"));
  assert.deepEqual(told, ["opened", [1, 2], ["lost", false]]);
  stop();
  assert.equal(source.readyState, FakeSource.CLOSED);
});

test("a sign-in by QR code never begins anew by itself", () => {
  const heliograph = createHeliograph();
  for (const end of ["password_required", "signed_in", "failed"]) {
    opened = [];
    heliograph.signInByQr({ token: () => {} });
    opened[0]?.tell("token", { url: "tg://login?token=x" });
    assert.equal(opened[0]?.readyState, 1);
    opened[0]?.tell(end, {});
    assert.equal(opened[0]?.readyState, FakeSource.CLOSED, end);
  }
  opened = [];
  /** @type {boolean[]} */
  const lost = [];
  heliograph.signInByQr({ lost: (isOver) => lost.push(isOver) });
  opened[0]?.dispatchEvent(new Event("error"));
  assert.deepEqual([lost, opened[0]?.readyState], [[true], FakeSource.CLOSED]);
});
