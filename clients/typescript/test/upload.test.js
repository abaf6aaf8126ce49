// The form of an upload: its order is what the server goes by.
import assert from "node:assert/strict";
import { test } from "node:test";

import { uploadForm } from "../dist/upload.js";

test("each file stands between its size and what describes it", () => {
  const film = new File(["film"], "film.mp4", { type: "video/mp4" });
  const thumb = new Blob(["jpeg"], { type: "image/jpeg" });
  const form = uploadForm([{ file: film, duration: 1.5, width: 640, as: "file", thumb }, new File(["ab"], "b.txt")], "The sea");
  const fields = [...form].map(([name, value]) => [name, value instanceof File ? value.name : value]);
  assert.deepEqual(fields, [
    ["caption", "The sea"],
    ["size", "4"],
    ["file", "film.mp4"],
    ["width", "640"],
    ["duration", "1.5"],
    ["as", "file"],
    ["thumb", "thumb.jpg"],
    ["size", "2"],
    ["file", "b.txt"],
  ]);
});

test("bytes without a name get one", () => {
  const names = (/** @type {Parameters<typeof uploadForm>[0][number]} */ file) =>
    uploadForm([file]).getAll("file").map((value) => (value instanceof File ? value.name : value));
  assert.deepEqual(names({ file: new Blob(["x"]) }), ["file"]);
  assert.deepEqual(names({ file: new Blob(["x"]), name: "x.bin" }), ["x.bin"]);
});
