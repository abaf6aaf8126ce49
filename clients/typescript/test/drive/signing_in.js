// Tokens: how they come, how they end, and who is asked then.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";

import { client, PASSWORD, refuses, registered, remembering, sent } from "./setting.js";

/** @import { RenewalReason, Token } from "../../dist/index.js" */

test("signing in gives a token for an hour", async () => {
  /** @type {Token[]} */
  const kept = [];
  const drive = await registered("tom", { onToken: (token) => kept.push(token) });
  assert.equal((await drive.me()).username, "tom");
  assert.deepEqual(kept, [drive.token]);
  const minutes = ((drive.token?.expires.getTime() ?? 0) - Date.now()) / 60_000;
  assert(minutes > 59 && minutes <= 61, `${minutes} minutes`);
  const [token] = kept;
  assert(token);
  assert.equal((await client({ token: token.text }).me()).username, "tom", "a kept token goes on");
  await refuses(client({ token: token.text }).signIn({ username: "tom", password: "wrong" }), 401, "Incorrect login credentials");
  await refuses(client().me(), 401, "Not authenticated");
  assert.throws(() => client({ token: "no token" }), TypeError);
});

test("whoever signs out is out", async () => {
  const drive = await registered("sophie");
  const text = drive.token?.text ?? "";
  await drive.signOut();
  assert.equal(drive.token, undefined);
  await refuses(drive.me(), 401, "Not authenticated");
  await refuses(client({ token: text }).me(), 401, "Could not validate credentials");
});

test("a refused token is renewed once for all that wait, and the requests are repeated", async () => {
  /** @type {RenewalReason[]} */
  const reasons = [];
  /** @type {string | null} */
  let password = PASSWORD;
  const renew = (/** @type {RenewalReason} */ reason) => {
    reasons.push(reason);
    return password === null ? null : { username: "rita", password };
  };
  const drive = await registered("rita", { renew });
  assert.deepEqual(reasons, [], "a token that is there is used");
  const other = client();
  await other.signIn({ username: "rita", password: PASSWORD });
  await other.account.endOtherSessions();
  const answers = await Promise.all([drive.me(), drive.stats(), drive.folders.create("made with the second token")]);
  assert.equal(answers[0].username, "rita");
  assert.deepEqual(reasons, ["refused"]);
  await other.account.endOtherSessions();
  await drive.files.upload("docs", new Blob(["sent again"]), { name: "blob.txt" });
  assert.deepEqual(reasons, ["refused", "refused"]);

  await other.account.endOtherSessions();
  password = null;
  await refuses(drive.me(), 401, "Could not validate credentials");
  assert.deepEqual(reasons.length, 3, "who gives no credentials is asked once a request");
  password = "wrong";
  await refuses(drive.me(), 401, "Incorrect login credentials");
});

test("a stream cannot be sent again, and says so", async () => {
  const reasons = /** @type {RenewalReason[]} */ ([]);
  const renew = (/** @type {RenewalReason} */ reason) => {
    reasons.push(reason);
    return { username: "stella", password: PASSWORD };
  };
  const drive = await registered("stella", { renew });
  const other = client();
  await other.signIn({ username: "stella", password: PASSWORD });
  await other.account.endOtherSessions();
  const upload = () => drive.files.upload("docs", new Blob(["a stream"]).stream(), { name: "stream.txt" });
  await refuses(upload(), 401, "Could not validate credentials");
  assert.deepEqual(reasons, []);
  await drive.me();
  assert.equal((await upload()).filename, "stream.txt");
});

test("a token is renewed before it ends, and asked for where there is none", async (context) => {
  /** @type {RenewalReason[]} */
  const reasons = [];
  const renew = (/** @type {RenewalReason} */ reason) => {
    reasons.push(reason);
    return { username: "ines", password: PASSWORD };
  };
  await client().register("ines", PASSWORD);
  const drive = client({ renew });
  assert.equal((await drive.me()).username, "ines");
  assert.deepEqual(reasons, ["missing"]);
  const now = Date.now();
  context.mock.timers.enable({ apis: ["Date"], now: now + 58 * 60_000 });
  await drive.me();
  assert.deepEqual(reasons, ["missing"]);
  context.mock.timers.setTime(now + 60 * 60_000);
  await drive.me();
  assert.deepEqual(reasons, ["missing", "expired"]);
  // By this clock the new token is over already. The server says that it is good, so nobody is asked.
  context.mock.timers.setTime(now + 5 * 60 * 60_000);
  await drive.signIn({ username: "ines", password: PASSWORD });
  await drive.me();
  assert.deepEqual(reasons, ["missing", "expired"]);
});

test("an app password opens files, and not the account", async () => {
  const drive = await registered("ada");
  const { id, password } = await drive.account.createAppPassword("laptop");
  await refuses(drive.account.createAppPassword("laptop"), 409, "App password 'laptop' already exists");
  const program = client({ appPassword: { username: "ada", password } });
  await program.folders.create("by a program");
  assert.deepEqual((await drive.folders.list()).map((folder) => folder.name), ["by a program"]);
  await refuses(program.account.sessions(), 403, "App passwords are for files only");
  const [listed] = await drive.account.appPasswords();
  assert.deepEqual([listed?.id, listed?.name], [id, "laptop"]);
  await drive.account.revokeAppPassword(id);
  await refuses(program.folders.list(), 401, "Could not validate credentials");
});

test("changing the password ends the other sessions", async () => {
  const drive = await registered("carl");
  const other = client();
  await other.signIn({ username: "carl", password: PASSWORD });
  const sessions = await drive.account.sessions();
  assert.deepEqual(sessions.map((session) => session.is_current).sort(), [false, true]);
  await drive.account.changePassword(PASSWORD, "another one");
  await refuses(other.me(), 401, "Could not validate credentials");
  await drive.me();
  await refuses(drive.account.endSession(1), 404, "Not Found");
});

test("one-time passwords are asked for", async () => {
  const drive = await registered("otto");
  assert.equal(await drive.account.hasOneTimePasswords(), false);
  const { secret } = await drive.account.enrolOneTimePasswords(PASSWORD);
  await refuses(drive.account.confirmOneTimePasswords("000000x"), 401, "One-time password required");
  await drive.account.confirmOneTimePasswords(oneTimePassword(secret, 0));
  assert.equal(await drive.account.hasOneTimePasswords(), true);
  const credentials = { username: "otto", password: PASSWORD };
  await refuses(client().signIn(credentials), 401, "One-time password required");
  // Each is good once; the clock may be one step off.
  await client().signIn({ ...credentials, otp: oneTimePassword(secret, 1) });
  await drive.account.disableOneTimePasswords(PASSWORD);
  await client().signIn(credentials);
});

test("what was not understood is told one by one", async () => {
  const refusal = await refuses(client().register("", ""), 400, /./);
  assert.deepEqual(refusal.problems, []);
  const { response, error } = await client().api.POST("/api/v1/register", { body: /** @type {any} */ ({ username: 5 }) });
  assert.equal(response.status, 422);
  assert(error);
  const drive = client({ fetch: (request) => remembering(new Request(request, { body: "{}" })) });
  const invalid = await refuses(drive.register("x", "y"), 422, "body.username: Field required, body.password: Field required");
  assert.deepEqual(
    invalid.problems.map(({ type, loc, msg }) => ({ type, loc, msg })),
    ["username", "password"].map((field) => ({ type: "missing", loc: ["body", field], msg: "Field required" })),
  );
});

test("the token goes nowhere but to the server", () => {
  assert(sent.every(({ path }) => path.startsWith("/api/v1/")));
});

/** What an authenticator app shows that many steps from now (RFC 6238). @param {string} secret @param {number} steps */
function oneTimePassword(secret, steps) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}
