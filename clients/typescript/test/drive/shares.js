// Links: made by their owner, opened by anybody.
import assert from "node:assert/strict";
import { test } from "node:test";

import { openShare, SharedFile, SharedFolder } from "../../dist/index.js";
import { ramp, refuses, registered, remembering, server } from "./setting.js";

test("a shared file is read by whoever has the link", async () => {
  const { files, shares } = await registered("owen");
  const bytes = ramp(100_000);
  await files.upload("f", new Blob([bytes]), { name: "a b.bin" });
  const link = await shares.createForFile("f", "a b.bin");
  assert.equal(link.url, `${server.url}/api/v1/access/file/${link.token}`);
  for (const form of [link.url, `${link.url}/download`, link.token, new URL(link.url).pathname]) {
    const shared = openShare(form, { fetch: remembering, ...(form.startsWith("http") ? {} : { baseUrl: server.url }) });
    assert(shared instanceof SharedFile);
    assert.equal((await shared.get()).filename, "a b.bin");
    assert.deepEqual(await (await shared.download()).bytes(), bytes);
  }
  const shared = new SharedFile(server.url, link.url, { fetch: remembering });
  assert.deepEqual(await (await shared.download({ start: -9 })).bytes(), bytes.slice(-9));
  assert.deepEqual((await shared.describeDownload()).size, 100_000);
  const other = new SharedFolder(server.url, link.url, { fetch: remembering });
  await refuses(other.list(), 400, "Invalid share token");
  await shares.revoke(link.url);
  await refuses(shared.get(), 401, "Share token revoked or not found");
  await refuses(shared.download(), 401, "Share token revoked or not found");
  await refuses(shares.revoke("nothing/.."), 401, "Share token revoked or not found");
});

test("a shared folder shows what is in it, behind its password", async () => {
  const { files, shares } = await registered("olga");
  await files.upload("f", new Blob(["one"]), { name: "1" });
  const link = await shares.createForFolder("f", { password: "sesame", max_downloads: 1, expires_in: null });
  await files.upload("f", new Blob(["two"]), { name: "2" });
  const closed = openShare(link.url, { fetch: remembering });
  assert(closed instanceof SharedFolder);
  await refuses(closed.list(), 401, "Share password required");
  await refuses(closed.download("1"), 401, "Share password required");
  const folder = openShare(link.url, { fetch: remembering, password: "sesame" });
  assert(folder instanceof SharedFolder);
  assert.deepEqual((await folder.list({ sort: "name", order: "desc" })).map((file) => file.filename), ["2", "1"]);
  assert.equal((await folder.describeDownload("2")).size, 3);
  const [listed] = await shares.list();
  assert.deepEqual([listed?.kind, listed?.path, listed?.has_password, listed?.expires_at], ["folder", "f", true, null]);
  assert.equal(await (await folder.download("2")).text(), "two");
  await refuses(folder.download("1"), 401, /^Share token /);
  await refuses(folder.download(".."), 400, "Invalid name '..': contains invalid characters");
});

test("an encrypted file is read through a share only where its owner says so", async () => {
  const { encryption, files, shares } = await registered("oona");
  await encryption.on();
  await files.upload("f", new Blob(["a secret"]), { name: "s" });
  const shared = async (/** @type {Parameters<typeof shares.createForFile>[2]} */ options) =>
    new SharedFile(server.url, (await shares.createForFile("f", "s", options)).url, { fetch: remembering });
  const sentence = "This file is encrypted, and its owner has not shared it decrypted.";
  await refuses((await shared({})).download(), 403, sentence);
  assert.equal(await (await (await shared({ decrypt: true })).download()).text(), "a secret");
});
