// Folders, files, trash, versions, encryption.
import assert from "node:assert/strict";
import { openAsBlob } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { all, PASSWORD, ramp, refuses, registered } from "./setting.js";

test("folders are made, listed, renamed, moved and deleted", async () => {
  const { folders } = await registered("frida");
  const photos = await folders.create("photos");
  assert.deepEqual([photos.name, photos.file_count, photos.message], ["photos", null, "Folder 'photos' created"]);
  await folders.create("photos/2024");
  await refuses(folders.create("photos"), 409, "Folder 'photos' already exists");
  await refuses(folders.create("a:b"), 400, "Invalid name 'a:b': contains invalid characters");
  await folders.rename("photos/2024", "summer");
  await folders.create("archive");
  await folders.move("photos/summer", "archive");
  const names = async () => (await folders.list()).map((folder) => folder.name);
  assert.deepEqual(await names(), ["archive", "archive/summer", "photos"]);
  await folders.move("archive/summer", "");
  await folders.delete("archive");
  assert.deepEqual(await names(), ["photos", "summer"]);
  await refuses(folders.delete("archive"), 404, "Folder 'archive' not found");
});

test("a file goes up and comes down, whole and in parts", async () => {
  const { files } = await registered("felix");
  const bytes = ramp(1_500_000);
  const file = await files.upload("docs/of mine", new File([bytes], "100 % – \u00fcber.bin", { type: "application/x-mine" }));
  assert.deepEqual([file.folder, file.filename, file.size], ["docs/of mine", "100 % – \u00fcber.bin", "1500000"]);
  assert.equal(file.content_type, "application/x-mine");
  const { folder, filename } = file;
  assert.deepEqual(await files.get(folder, filename), file);

  const whole = await files.download(folder, filename);
  assert.deepEqual([whole.size, whole.start, whole.length, whole.name], [1_500_000, 0, 1_500_000, filename]);
  assert.deepEqual(await whole.bytes(), bytes);
  const head = await files.describeDownload(folder, filename);
  assert.deepEqual(head, { size: 1_500_000, etag: whole.etag, name: filename });
  assert.match(whole.etag, /^".+"$/);

  for (const [start, end] of /** @type {[number, number | undefined][]} */ ([
    [0, 1],
    [524_287, 524_289],
    [1_499_999, undefined],
    [-7, undefined],
    [0, 9_000_000],
  ])) {
    const part = await files.download(folder, filename, { start, ...(end !== undefined && { end }), ifRange: whole.etag });
    assert.deepEqual(await part.bytes(), bytes.slice(start, end), `${start} to ${end}`);
    assert.deepEqual([part.size, part.start], [1_500_000, start < 0 ? 1_500_000 + start : start]);
  }
  const changed = await files.download(folder, filename, { start: 5, end: 9, ifRange: '"another"' });
  assert.deepEqual([changed.start, changed.length], [0, 1_500_000], "another content comes whole");
  await changed.body.cancel();
  await refuses(files.download(folder, filename, { start: 1_500_000 }), 416, "The range is outside of the file");
  await assert.rejects(files.download(folder, filename, { start: 5, end: 5 }), RangeError);
  await refuses(files.download(folder, "no file"), 404, "File 'no file' not found");
  await refuses(files.describeDownload(folder, "no file"), 404, "The server answered with status 404.");
});

test("uploads come from blobs, files on the disk, streams and generators, and tell how far they are", async () => {
  const { files } = await registered("ulla");
  const bytes = ramp(3_000_000);
  const folder = await mkdtemp(join(tmpdir(), "heliograph-client-"));
  await writeFile(join(folder, "on the disk"), bytes);
  async function* pieces() {
    for (let start = 0; start < bytes.length; start += 700_001) {
      yield bytes.subarray(start, start + 700_001);
    }
  }
  const sources = {
    blob: new Blob([bytes], { type: "text/plain" }),
    disk: await openAsBlob(join(folder, "on the disk")),
    stream: new Blob([bytes]).stream(),
    generator: pieces(),
  };
  for (const [name, source] of Object.entries(sources)) {
    /** @type {[number, number | undefined][]} */
    const told = [];
    const size = name === "generator" ? {} : { size: bytes.length };
    const stored = await files.upload("f", source, { name, ...size, onProgress: (...progress) => told.push(progress) });
    assert.equal(stored.content_type, name === "blob" ? "text/plain" : "application/octet-stream", name);
    assert.deepEqual(told.at(-1), [bytes.length, name === "generator" ? undefined : bytes.length], name);
    assert(told.length > 2 && told.every(([sent], index) => sent > (told[index - 1]?.[0] ?? 0)), `${name} tells more and more`);
    assert.deepEqual(await (await files.download("f", name)).bytes(), bytes, name);
  }
  await rm(folder, { recursive: true });
  assert.equal((await files.upload("f", new Blob([]), { name: "nothing", contentType: "image/png" })).content_type, "image/png");
  const empty = await files.download("f", "nothing");
  assert.deepEqual([empty.size, (await empty.bytes()).length], [0, 0]);
  assert.equal((await files.upload("f", new Blob(["twice"]), { name: "blob" })).filename, "(1).blob");
});

test("an upload that is given up leaves nothing", async () => {
  const { files } = await registered("greta");
  const controller = new AbortController();
  const reason = new Error("enough");
  /** @type {() => void} */
  let close = () => {};
  const closed = new Promise((resolve) => (close = () => resolve(undefined)));
  async function* endless() {
    try {
      for (;;) {
        yield ramp(300_000);
      }
    } finally {
      close();
    }
  }
  const onProgress = (/** @type {number} */ sent) => sent > 2_000_000 && controller.abort(reason);
  const { signal } = controller;
  await assert.rejects(files.upload("f", endless(), { name: "a", onProgress, signal }), reason);
  await closed;
  async function* broken() {
    yield ramp(1000);
    throw new Error("the disk is gone");
  }
  await assert.rejects(files.upload("f", broken(), { name: "a" }));
  assert.deepEqual(await files.listAll(), []);
});

test("names that would lead an address astray are refused before they are sent", async () => {
  const { files, folders } = await registered("mallory");
  await files.upload("docs", new Blob(["x"]), { name: "x" });
  for (const name of ["", ".", "..", "a/b", "a\\b", 'a"b', "a\r\nb"]) {
    await refuses(files.delete("docs", name), 400, `Invalid name '${name}': contains invalid characters`);
    await refuses(files.upload("docs", new Blob(["x"]), { name }), 400, /^Invalid name/);
  }
  for (const path of ["", ".", ".."]) {
    await refuses(folders.delete(path), 400, /^Invalid name/);
    await refuses(files.list(path), 400, /^Invalid name/);
  }
  assert.deepEqual((await files.listAll()).map((file) => file.filename), ["x"]);
});

test("files are listed by page, renamed, moved, copied", async () => {
  const { files } = await registered("nina");
  for (const name of ["b", "c", "a"]) {
    await files.upload("f", new Blob([name.repeat(name.charCodeAt(0))]), { name });
  }
  const names = async (/** @type {Parameters<typeof files.list>[1]} */ query) =>
    (await files.list("f", query)).map((file) => file.filename);
  assert.deepEqual(await names({}), ["a", "b", "c"]);
  assert.deepEqual(await names({ sort: "size", order: "desc", limit: 2, offset: 1 }), ["b", "a"]);
  await refuses(files.list("f", { sort: "colour" }), 422, /^query\.sort: /);
  assert.deepEqual(await files.list("no folder"), []);
  await files.rename("f", "a", "z");
  await files.copy("f", "z", "f");
  assert.deepEqual(await names({}), ["(1).z", "b", "c", "z"]);
  await refuses(files.rename("f", "b", "z"), 409, "File 'b' already exists in 'f' folder");
  await files.upload("g", new Blob(["g"]), { name: "g" });
  await files.move("f", "b", "g");
  assert.deepEqual((await files.listAll({ sort: "name" })).map((file) => `${file.folder}/${file.filename}`).sort(), [
    "f/(1).z",
    "f/c",
    "f/z",
    "g/b",
    "g/g",
  ]);
});

test("the trash gives back, and takes for good", async () => {
  const { files, trash } = await registered("tina");
  for (const name of ["a", "b", "c"]) {
    await files.upload("f", new Blob([name]), { name });
    await files.delete("f", name);
  }
  assert.deepEqual(new Set((await trash.list()).map((entry) => entry.path)), new Set(["f/a", "f/b", "f/c"]));
  const [first, second] = await trash.list();
  assert(first && second);
  assert.equal(await trash.restore(first.id), `Restored to '${first.path}'`);
  await trash.delete(second.id);
  assert.equal((await trash.list()).length, 1);
  await trash.empty();
  assert.deepEqual(await trash.list(), []);
  await refuses(trash.restore(second.id), 404, "Not Found");
});

test("a content can be had back", async () => {
  const { files } = await registered("vera");
  await files.upload("f", new Blob(["one"]), { name: "a" });
  const [version, ...others] = await files.versions("f", "a");
  assert(version);
  assert.deepEqual([version.version, version.size, version.created_by, others.length], [1, 3, "vera", 0]);
  const restored = await files.restoreVersion("f", "a", version.version);
  assert.equal(restored.filename, "a");
  await refuses(files.restoreVersion("f", "a", 99), 404, "Not Found");
});

test("encryption is switched, and what cannot be read is refused", async () => {
  const { encryption, files } = await registered("emma");
  await refuses(encryption.identity("wrong"), 401, "Incorrect login credentials");
  await encryption.on();
  const file = await files.upload("f", new Blob(["a secret"]), { name: "secret.json", contentType: "application/json" });
  assert.equal(file.encrypted, true);
  assert.equal(await (await files.download("f", "secret.json")).text(), "a secret");
  assert.match(await encryption.identity(PASSWORD), /^AGE-SECRET-KEY-1/);
  await encryption.off();
  const sentence = "This file is encrypted. Please enable encryption in your account to download it.";
  await refuses(files.download("f", "secret.json"), 200, sentence);
  await refuses(files.describeDownload("f", "secret.json"), 200, /./);
  await encryption.on();
  assert.equal(await (await (await files.download("f", "secret.json")).blob()).text(), "a secret");
});

test("searches and the audit go on by themselves", async () => {
  const drive = await registered("sam");
  for (let number = 0; number < 7; number += 1) {
    await drive.files.upload("f", new Blob([`${number}`]), { name: `the beach ${number}.jpg`, contentType: "image/jpeg" });
  }
  await drive.files.upload("f", new Blob(["?"]), { name: "beach.txt" });
  const found = await all(drive.search({ q: "BEACH the", category: "image", limit: 3 }));
  assert.deepEqual(found.map((file) => file.filename).sort(), [...Array(7).keys()].map((number) => `the beach ${number}.jpg`));
  const page = await drive.searchPage({ q: "beach", limit: 3 });
  assert.equal(page.files.length, 3);
  assert.notEqual(page.next_cursor, null);
  await refuses(drive.searchPage({ cursor: "astray" }), 422, /^query\.cursor: /);
  const audit = await all(drive.audit({ limit: 3 }));
  assert.equal(new Set(audit.map((entry) => entry.id)).size, audit.length);
  assert.equal(audit.filter((entry) => entry.action === "file.upload" && entry.outcome === "ok").length, 8);
  const stats = await drive.stats();
  assert.deepEqual([stats.total_files, stats.categories.image, stats.encryption_enabled], [8, { files: 7, bytes: 7 }, false]);
});
