// The first user, and the account that stores for everybody.
import assert from "node:assert/strict";
import { test } from "node:test";

import { all, client, operator, refuses, registered } from "./setting.js";

const GUARDED = { phone: "+9996621000", code: "22222", password: "sandbox" };
/** An account with 100,000 media. */
const FULL = { phone: "+9996623000", code: "22222" };
const FLOODED = "+9996625001";

test("until the storage account is signed in, what needs bytes is refused", async () => {
  assert.equal(await operator.operator.isStorageReady(), false);
  const sentence = "Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints.";
  await refuses(operator.files.upload("docs", new Blob(["x"]), { name: "x" }), 401, sentence);
});

test("a QR code is to be shown", async () => {
  const qr = await operator.operator.showQr();
  assert.match(qr.url ?? "", /^tg:\/\/login\?token=/);
  assert.equal(qr.message, "Scan the code");
});

test("a wait is a refusal that tells for how long", async () => {
  const refusal = await refuses(operator.operator.sendCode(FLOODED), 429, /^Error sending code: wait \d+ seconds$/);
  assert(refusal.retryAfter !== undefined && refusal.retryAfter > 0);
  assert.equal(refusal.message, `Error sending code: wait ${refusal.retryAfter} seconds`);
});

test("an account with a second factor signs in in two steps", async () => {
  await operator.operator.sendCode(GUARDED.phone);
  await refuses(operator.operator.verifyCode(GUARDED.phone, "00000"), 400, "Invalid code");
  assert.deepEqual(await operator.operator.verifyCode(GUARDED.phone, GUARDED.code), { passwordRequired: true });
  await refuses(operator.operator.checkPassword("wrong"), 400, /^Error verifying password: /);
  assert.equal((await operator.operator.showQr()).message, "Password required");
});

test("an account without one signs in with the code", async () => {
  await operator.operator.sendCode(FULL.phone);
  assert.deepEqual(await operator.operator.verifyCode(FULL.phone, FULL.code), { passwordRequired: false });
  assert.equal(await operator.operator.isStorageReady(), true);
});

test("documents that are there become files, a step at a time", async () => {
  const steps = [];
  for await (const step of operator.operator.import({ chat: "me", username: "operator", folder: "Saved Messages" })) {
    steps.push(step);
    if (steps.length === 2) {
      break;
    }
  }
  const [first, second] = steps;
  assert(first?.last_message && second?.last_message && first.last_message < second.last_message);
  assert(first.imported > 0 && second.imported > 0 && second.has_more);
  const files = await operator.files.list("Saved Messages");
  assert.equal(files.length, first.imported + second.imported);
  const rest = { after: 100_000, chat: "me", username: "operator", folder: "Saved Messages" };
  const last = await all(operator.operator.import(rest));
  assert.deepEqual(last.map((step) => [step.imported, step.has_more]), [[0, false]]);
});

test("operators see users, and set quotas", async () => {
  const small = await registered("small");
  await operator.operator.setQuota("small", 10);
  const users = await operator.operator.users();
  assert.deepEqual(users.map(({ username, is_operator, quota }) => [username, is_operator, quota ?? null]), [
    ["operator", true, null],
    ["small", false, 10],
  ]);
  await refuses(small.operator.users(), 403, "Only an operator may do that");
  await refuses(small.files.upload("f", new Blob(["more than ten"]), { name: "a" }), 507, "The quota of 10 bytes is used up");
  await operator.operator.setQuota("small", null);
  await small.files.upload("f", new Blob(["more than ten"]), { name: "a" });
  await refuses(operator.operator.setQuota("nobody", 1), 404, "Not Found");
});

test("a server that is not there is no refusal", async () => {
  const away = client({ fetch: () => fetch("http://127.0.0.1:9/") });
  await assert.rejects(away.stats(), TypeError);
});
