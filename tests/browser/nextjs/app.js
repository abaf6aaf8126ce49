// The example, built for production and started.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const EXAMPLE = fileURLToPath(new URL("../../../examples/nextjs-gallery", import.meta.url));
const ARTEFACTS = fileURLToPath(new URL("../artefacts", import.meta.url));
const NEXT = join(EXAMPLE, "node_modules/next/dist/bin/next");
const START_MS = 60_000;
const STOP_MS = 10_000;

/** Where a set-up's build is. */
const folderOf = (/** @type {string} */ setUp) => join(ARTEFACTS, "nextjs", setUp);

/** Builds the example, which has the server's address built in, and moves the build out of the example's folder: the other set-up is built there, too,
 * and `npm start` must not take one of them for its own.
 * @param {string} setUp `same-origin` or `cross-origin`
 * @param {string} server the server's URL
 */
export async function build(setUp, server) {
  const folder = folderOf(setUp);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const log = await open(join(folder, "build.log"), "w");
  const variable = setUp === "cross-origin" ? "NEXT_PUBLIC_HELIOGRAPH_URL" : "HELIOGRAPH_URL";
  const [code] = await once(next(["build"], EXAMPLE, log.fd, { [variable]: server }), "exit");
  await log.close();
  if (code !== 0) throw new Error(`next build ended with ${code}; see ${folder}/build.log`);
  await rename(join(EXAMPLE, ".next"), join(folder, ".next"));
  for (const name of ["next.config.ts", "node_modules", "package.json"]) await symlink(join(EXAMPLE, name), join(folder, name));
}

export class App {
  #log;
  #port;
  #folder;
  /** @type {import("node:child_process").ChildProcess} */
  #process;

  /** Starts a set-up that was built.
   * @param {string} setUp @param {number} port
   */
  static async start(setUp, port) {
    const app = new App();
    app.#port = port;
    app.#folder = folderOf(setUp);
    app.#log = await open(join(app.#folder, "start.log"), "w");
    await app.#launch();
    return app;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  async stop() {
    if (this.#process.exitCode === null) {
      const ended = once(this.#process, "exit");
      this.#process.kill("SIGTERM");
      const timer = setTimeout(() => this.#process.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(timer);
    }
    await this.#log.close();
  }

  async #launch() {
    this.#process = next(["start", "--hostname", "127.0.0.1", "--port", String(this.#port)], this.#folder, this.#log.fd);
    const deadline = Date.now() + START_MS;
    while (!(await this.#answers())) {
      if (this.#process.exitCode !== null) throw new Error(`next start ended with ${this.#process.exitCode}; see ${this.#folder}/start.log`);
      if (Date.now() > deadline) throw new Error(`next start does not answer; see ${this.#folder}/start.log`);
      await pause(100);
    }
  }

  async #answers() {
    try {
      return (await fetch(this.url)).ok;
    } catch {
      return false;
    }
  }
}

/** Runs Next.js in a folder.
 * @param {string[]} words @param {string} folder @param {number} log
 * @param {Record<string, string>} [settings] settings as in the example's `.env.example`
 */
function next(words, folder, log, settings = {}) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, NEXT_TELEMETRY_DISABLED: "1", ...settings };
  return spawn(process.execPath, [NEXT, ...words], { cwd: folder, env, stdio: ["ignore", log, log] });
}
