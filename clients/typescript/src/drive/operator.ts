import { answered } from "../failure.js";
import type { components } from "../schema.js";
import type { DriveUser } from "./account.js";
import type { Connection } from "./connection.js";

type Schemas = components["schemas"];
export type DriveQr = Schemas["DriveQr"];
export type DriveImport = Schemas["DriveImport"];
export type DriveImported = Schemas["DriveImported"];

/** What operators do: users, and the Telegram account that stores for all of them. */
export class Operator {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  users(): Promise<DriveUser[]> {
    return answered(this.#connection.api.GET("/api/v1/users"));
  }

  /** The most bytes that a user may store; `null`: no limit. */
  async setQuota(username: string, quota: number | null): Promise<void> {
    const request = { params: { path: { username } }, body: { quota } };
    await answered(this.#connection.api.PUT("/api/v1/users/{username}/quota", request));
  }

  /** Asks Telegram to send the storage account a code. */
  async sendCode(phone: string): Promise<void> {
    await answered(this.#connection.api.POST("/api/v1/tgcloud/auth/phone", { body: { phone } }));
  }

  /** Signs the storage account in; with `passwordRequired` go on with {@link Operator.checkPassword}. */
  async verifyCode(phone: string, code: string): Promise<{ passwordRequired: boolean }> {
    const answer = await answered(this.#connection.api.POST("/api/v1/tgcloud/auth/verify_code", { body: { phone, code } }));
    return { passwordRequired: answer.message === "Password required" };
  }

  /** Gives the storage account's second factor. */
  async checkPassword(password: string): Promise<void> {
    await answered(this.#connection.api.POST("/api/v1/tgcloud/auth/password", { body: { password } }));
  }

  /** What to show as a QR code for Telegram's app to scan. Ask again until `message` is something else than `Scan the code`. */
  showQr(): Promise<DriveQr> {
    return answered(this.#connection.api.POST("/api/v1/tgcloud/auth/qr"));
  }

  /** Whether the storage account is signed in. */
  async isStorageReady(): Promise<boolean> {
    const { message } = await answered(this.#connection.api.GET("/api/v1/tgcloud/auth/status"));
    return message === "Authorized";
  }

  /** Makes files of the documents in a chat, up to a hundred messages a step: `for await (const step of operator.import(…)) …`. */
  async *import(options: DriveImport): AsyncGenerator<DriveImported, void, undefined> {
    let after = options.after ?? null;
    for (let hasMore = true; hasMore; ) {
      const step = await answered(this.#connection.api.POST("/api/v1/import", { body: { ...options, after } }));
      yield step;
      hasMore = step.has_more && step.last_message !== null;
      after = step.last_message;
    }
  }
}
