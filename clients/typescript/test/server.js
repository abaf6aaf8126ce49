// The whole server as a newcomer starts it, with its sandbox, in a process and a folder of its own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Where a built server is; `run` says so. */
const BINARY = process.env.HELIOGRAPH ?? fileURLToPath(new URL("../../../target/debug/heliograph", import.meta.url));

/**
 * @typedef {object} Server
 * @property {string} url
 * @property {() => Promise<void>} stop ends it, and fails where it does not end in order
 */

/**
 * Starts it, and resolves once it listens.
 *
 * @param {Record<string, string>} [settings]
 * @returns {Promise<Server>}
 */
export async function startServer(settings = {}) {
  const folder = await mkdtemp(join(tmpdir(), "heliograph-client-"));
  const env = { PATH: process.env.PATH, ROCKET_PORT: "0", SANDBOX_CONTROL_PORT: "0", ...settings };
  const server = spawn(BINARY, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(server, "exit");
  process.once("exit", () => server.kill("SIGKILL"));
  const stop = async () => {
    server.kill("SIGTERM");
    const [code] = await ended;
    await rm(folder, { recursive: true });
    assert.equal(code, 0, "the server stops in order");
  };
  for await (const line of createInterface(server.stdout)) {
    const url = line.match(/^Open (http:\S+)/)?.[1];
    if (url !== undefined) {
      server.stdout.resume();
      return { url, stop };
    }
  }
  throw new Error(`The server ended with ${(await ended)[0]} before it listened.`);
}
