import { answered } from "../failure.js";
import type { Connection } from "./connection.js";

/** How the user's new files are stored. Files that are there stay as they are. */
export class Encryption {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** New files are encrypted, and encrypted ones can be downloaded. */
  async on(): Promise<void> {
    await answered(this.#connection.api.POST("/api/v1/encryption/on"));
  }

  /** New files are not encrypted, and encrypted ones cannot be downloaded until it is on again. */
  async off(): Promise<void> {
    await answered(this.#connection.api.POST("/api/v1/encryption/off"));
  }

  /** The key with which the program `age` opens the documents of the user's encrypted files; a secret. */
  async identity(password: string): Promise<string> {
    const { identity } = await answered(this.#connection.api.POST("/api/v1/encryption/identity", { body: { password } }));
    return identity;
  }
}
