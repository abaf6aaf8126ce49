import type { Client } from "openapi-fetch";

import { answered } from "../failure.js";
import type { components, paths } from "../schema.js";
import { Account, type DriveUser } from "./account.js";
import { Connection, type Credentials, type DriveOptions } from "./connection.js";
import { Encryption } from "./encryption.js";
import { type DriveFile, Files } from "./files.js";
import { Folders } from "./folders.js";
import { Operator } from "./operator.js";
import { Shares } from "./shares.js";
import type { Token } from "./token.js";
import { Trash } from "./trash.js";

type Schemas = components["schemas"];
export type DriveStats = Schemas["DriveStats"];
export type DriveFound = Schemas["DriveFound"];
export type DriveAuditEntry = Schemas["DriveAuditEntry"];
/** What to search for. `limit` is that of a page. */
export type SearchQuery = NonNullable<paths["/api/v1/search"]["get"]["parameters"]["query"]>;
/** Which page of the audit. */
export type AuditQuery = NonNullable<paths["/api/v1/audit/"]["get"]["parameters"]["query"]>;

/** The drive, as one of its users. Every call resolves with its answer, and rejects with a `HeliographError` when it is refused. */
export class Drive {
  readonly folders: Folders;
  readonly files: Files;
  readonly trash: Trash;
  readonly shares: Shares;
  readonly encryption: Encryption;
  readonly account: Account;
  readonly operator: Operator;
  readonly #connection: Connection;

  constructor(baseUrl: string, options: DriveOptions) {
    const connection = new Connection(baseUrl, options);
    this.#connection = connection;
    this.folders = new Folders(connection);
    this.files = new Files(connection);
    this.trash = new Trash(connection);
    this.shares = new Shares(connection);
    this.encryption = new Encryption(connection);
    this.account = new Account(connection);
    this.operator = new Operator(connection);
  }

  /** Every operation of the document by its path. It rejects nothing: look at `error` and `response`. */
  get api(): Client<paths> {
    return this.#connection.api;
  }

  /** The token in use, and when it ends. */
  get token(): Token | undefined {
    return this.#connection.token;
  }

  /** Makes a user. The first one is the operator. */
  async register(username: string, password: string): Promise<void> {
    await answered(this.#connection.open.POST("/api/v1/register", { body: { username, password } }));
  }

  /**
   * Gets a token, which is good for an hour. Where the account has one-time passwords, it rejects with 401 `One-time password required`: do it again
   * with `otp`.
   */
  signIn(credentials: Credentials): Promise<Token> {
    return this.#connection.signIn(credentials);
  }

  /** Ends the session of the token. */
  async signOut(): Promise<void> {
    const sessions = await this.account.sessions();
    const current = sessions.find((session) => session.is_current);
    if (current !== undefined) {
      await this.account.endSession(current.id);
    }
    this.#connection.forget();
  }

  /** Who it is. */
  me(): Promise<DriveUser> {
    return answered(this.#connection.api.GET("/api/v1/me"));
  }

  /** How much there is, in all, by folder and by category. */
  stats(): Promise<DriveStats> {
    return answered(this.#connection.api.GET("/api/v1/stats/"));
  }

  /** The files that a search finds, fetched by the page as they are asked for: `for await (const file of drive.search({ q: "beach" })) …`. */
  async *search(query: SearchQuery): AsyncGenerator<DriveFile, void, undefined> {
    let cursor = query.cursor ?? null;
    do {
      const page = await this.searchPage(cursor === null ? query : { ...query, cursor });
      yield* page.files;
      cursor = page.next_cursor;
    } while (cursor !== null);
  }

  /** One page of them; `next_cursor` of its answer asks for the page after it. */
  searchPage(query: SearchQuery): Promise<DriveFound> {
    return answered(this.#connection.api.GET("/api/v1/search", { params: { query } }));
  }

  /** Who did what with the user's files, the newest first; an operator sees everybody's. Fetched by the page, as they are asked for. */
  async *audit(query: AuditQuery = {}): AsyncGenerator<DriveAuditEntry, void, undefined> {
    for (let page = await this.auditPage(query); page.length > 0; ) {
      yield* page;
      page = await this.auditPage({ ...query, before: Math.min(...page.map((entry) => entry.id)) });
    }
  }

  /** One page of them: those before `before`. */
  auditPage(query: AuditQuery = {}): Promise<DriveAuditEntry[]> {
    return answered(this.#connection.api.GET("/api/v1/audit/", { params: { query } }));
  }
}
