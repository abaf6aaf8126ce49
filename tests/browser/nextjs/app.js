// The example, built for production and started, with a Heliograph of its own.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const EXAMPLE = fileURLToPath(new URL("../../../examples/nextjs-gallery", import.meta.url));
const ARTEFACTS = fileURLToPath(new URL("../artefacts", import.meta.url));
const NEXT = join(EXAMPLE, "node_modules/next/dist/bin/next");
const START_MS = 60_000;
const STOP_MS = 10_000;

export class App {
  #log;
  #port;
  /** @type {Record<string, string | undefined>} */
  #settings;
  /** @type {import("node:child_process").ChildProcess} */
  #process;

  /** Builds and starts it.
   * @param {{name: string, port: number, settings: Record<string, string>}} options settings as in its `.env.example`
   */
  static async start({ name, port, settings }) {
    const app = new App();
    const { PATH, HOME } = process.env;
    app.#settings = { PATH, HOME, NEXT_TELEMETRY_DISABLED: "1", ...settings };
    app.#port = port;
    app.#log = await open(join(ARTEFACTS, `nextjs-${name}.log`), "w");
    await app.#build();
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
    // The build has the test's server built in; without it, `npm start` asks for a new build instead of using this one.
    await rm(join(EXAMPLE, ".next/BUILD_ID"), { force: true });
  }

  async #build() {
    const [code] = await once(this.#run("build"), "exit");
    if (code !== 0) throw new Error(`next build ended with ${code}; see ${ARTEFACTS}`);
  }

  async #launch() {
    this.#process = this.#run("start", "--hostname", "127.0.0.1", "--port", String(this.#port));
    const deadline = Date.now() + START_MS;
    while (!(await this.#answers())) {
      if (this.#process.exitCode !== null) throw new Error(`next start ended with ${this.#process.exitCode}; see ${ARTEFACTS}`);
      if (Date.now() > deadline) throw new Error(`next start does not answer; see ${ARTEFACTS}`);
      await pause(100);
    }
  }

  /** @param {...string} words */
  #run(...words) {
    return spawn(process.execPath, [NEXT, ...words], { cwd: EXAMPLE, env: this.#settings, stdio: ["ignore", this.#log.fd, this.#log.fd] });
  }

  async #answers() {
    try {
      return (await fetch(this.url)).ok;
    } catch {
      return false;
    }
  }
}
