import { answered } from "../failure.js";
import type { components } from "../schema.js";
import type { Connection } from "./connection.js";

type Schemas = components["schemas"];
export type DriveUser = Schemas["DriveUser"];
export type DriveSession = Schemas["DriveSession"];
export type DriveAppPassword = Schemas["DriveAppPassword"];
export type DriveAppPasswordSecret = Schemas["DriveAppPasswordSecret"];
export type DriveEnrolment = Schemas["DriveEnrolment"];

/** What users do about their own account. All of it takes a token; an app password is refused (403). */
export class Account {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Changes the password. All other sessions end; app passwords stay. */
  async changePassword(old: string, password: string): Promise<void> {
    await answered(this.#connection.api.POST("/api/v1/password", { body: { old_password: old, new_password: password } }));
  }

  /** The sessions that have not expired, the newest first. */
  sessions(): Promise<DriveSession[]> {
    return answered(this.#connection.api.GET("/api/v1/sessions"));
  }

  /** Ends a session: its token is refused from now on. */
  async endSession(id: number): Promise<void> {
    await answered(this.#connection.api.DELETE("/api/v1/sessions/{id}", { params: { path: { id } } }));
  }

  /** Ends all sessions but this one. */
  async endOtherSessions(): Promise<void> {
    await answered(this.#connection.api.DELETE("/api/v1/sessions"));
  }

  appPasswords(): Promise<DriveAppPassword[]> {
    return answered(this.#connection.api.GET("/api/v1/app-passwords"));
  }

  /** Makes a password for a program. It is told this once. */
  createAppPassword(name: string): Promise<DriveAppPasswordSecret> {
    return answered(this.#connection.api.POST("/api/v1/app-passwords", { body: { name } }));
  }

  async revokeAppPassword(id: number): Promise<void> {
    await answered(this.#connection.api.DELETE("/api/v1/app-passwords/{id}", { params: { path: { id } } }));
  }

  /** Whether signing in takes a one-time password. */
  async hasOneTimePasswords(): Promise<boolean> {
    const { enabled } = await answered(this.#connection.api.GET("/api/v1/totp"));
    return enabled;
  }

  /** Begins with one-time passwords: the secret is for an authenticator app. Go on with {@link Account.confirmOneTimePasswords}. */
  enrolOneTimePasswords(password: string): Promise<DriveEnrolment> {
    return answered(this.#connection.api.POST("/api/v1/totp", { body: { password } }));
  }

  /** Signing in takes a one-time password from now on. `otp` is what the app shows. */
  async confirmOneTimePasswords(otp: string): Promise<void> {
    await answered(this.#connection.api.POST("/api/v1/totp/confirm", { body: { otp } }));
  }

  /** Signing in takes the password alone again. */
  async disableOneTimePasswords(password: string): Promise<void> {
    await answered(this.#connection.api.DELETE("/api/v1/totp", { body: { password } }));
  }
}
