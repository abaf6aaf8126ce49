import assert from "node:assert/strict";
import { test } from "node:test";

import { isPicture, sources, srcset } from "../../../static/js/model/picture-sources.js";

const photo = (width, height) => ({ type: "photo", mime_type: "image/jpeg", has_thumbnail: true, width, height, stream_url: "/f/7", thumbnail_url: "/t/7" });

test("a photo has Telegram's sizes up to its own", () => {
  assert.deepEqual(sources(photo(1920, 960)).map(({ width }) => width), [320, 800, 1280, 1920]);
  assert.deepEqual(sources(photo(960, 1920)).map(({ width }) => width), [160, 400, 640, 960]);
  assert.equal(srcset(photo(800, 400)), "/t/7?size=m 320w, /f/7 800w");
});

test("an item without sizes has one source", () => {
  assert.deepEqual(sources({ ...photo(800, 400), has_thumbnail: false }), []);
  assert.deepEqual(sources({ ...photo(800, 400), type: "document" }), []);
  assert.deepEqual(sources(photo(null, null)), []);
});

test("pictures sent as files are pictures, too", () => {
  const kinds = [["document", "image/png"], ["document", "image/svg+xml"], ["animation", "image/gif"], ["animation", "video/mp4"], ["video", "video/mp4"]];
  assert.deepEqual(kinds.map(([type, mime_type]) => isPicture({ type, mime_type })), [true, false, true, false, false]);
});
