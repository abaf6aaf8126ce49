// A Heliograph for tests: the dev binary with its embedded sandbox, on a free port, with its data in a temporary folder.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const BINARY = process.env.HELIOGRAPH ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug", "heliograph");
const ARTEFACTS = fileURLToPath(new URL("../artefacts", import.meta.url));
const START_MS = 60_000;
const STOP_MS = 40_000;

export class Server {
  #folder;
  #port;
  #controlPort;
  #log;
  #logName = "";
  #settings = {};
  /** @type {import("node:child_process").ChildProcess | undefined} */
  #process;

  /** @param {string} name the name of its log among the artefacts
   * @param {Record<string, string>} [settings] settings as in `.env.example`
   */
  static async start(name, settings = {}) {
    const server = new Server();
    server.#settings = settings;
    server.#logName = `server-${name}.log`;
    server.#folder = await mkdtemp(join(tmpdir(), "heliograph-browser-"));
    server.#port = Number(settings.ROCKET_PORT ?? (await freePort()));
    server.#controlPort = await freePort();
    server.#log = await open(join(ARTEFACTS, server.#logName), "w");
    await server.#launch();
    return server;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Stops the process, as a service manager would, and starts it again on the same data. */
  async restart() {
    await this.#end();
    await this.#launch();
  }

  async stop() {
    await this.#end();
    await this.#log.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Calls the sandbox's control port.
   * @param {string} method @param {string} path @param {unknown} [body]
   */
  async control(method, path, body) {
    const answer = await fetch(`http://127.0.0.1:${this.#controlPort}${path}`, {
      method,
      headers: { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  }

  async #launch() {
    const { PATH, HOME } = process.env;
    const settings = { DATA_DIR: this.#folder, ROCKET_PORT: String(this.#port), SANDBOX_CONTROL_PORT: String(this.#controlPort), ...this.#settings };
    // In another folder than the repository: the binary must contain all that it needs.
    this.#process = spawn(BINARY, [], {
      cwd: this.#folder,
      env: { PATH, HOME, ...settings },
      stdio: ["ignore", this.#log.fd, this.#log.fd],
    });
    const deadline = Date.now() + START_MS;
    while (!(await this.#answers())) {
      if (this.#process.exitCode !== null) throw new Error(`the server ended with ${this.#process.exitCode}; see artefacts/${this.#logName}`);
      if (Date.now() > deadline) throw new Error(`the server does not answer; see artefacts/${this.#logName}`);
      await pause(100);
    }
  }

  async #answers() {
    try {
      return (await fetch(`${this.url}/sign-in`)).ok;
    } catch {
      return false;
    }
  }

  async #end() {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const { unknown_methods: unknown } = await this.control("GET", "/counters");
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await ended;
    clearTimeout(timer);
    if (Object.keys(unknown).length > 0) throw new Error(`the sandbox was asked what it does not know: ${JSON.stringify(unknown)}`);
  }
}

/** A port that was free a moment ago. */
export async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (listener.address());
  listener.close();
  await once(listener, "close");
  return port;
}
