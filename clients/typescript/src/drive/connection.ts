import createClient, { type Client } from "openapi-fetch";

import { HeliographError, answered } from "../failure.js";
import type { components, paths } from "../schema.js";
import { type Token, renewalTime, tokenOf } from "./token.js";

/** What signs a user in; `otp` where the account has one-time passwords. */
export type Credentials = Pick<components["schemas"]["DriveSignIn"], "username" | "password" | "otp">;

/** Why credentials are asked for: there is no token; it ends within a minute; the server refuses it (its session was ended, say). */
export type RenewalReason = "missing" | "expired" | "refused";

export interface DriveOptions {
  /** Sends a request; the global `fetch` unless told. */
  fetch?: (request: Request) => Promise<Response>;
  /** A token that was kept from before. */
  token?: string;
  /** An app password instead of tokens: it does not expire, and is good for files, not for the account. */
  appPassword?: { username: string; password: string };
  /**
   * Asked when a token is needed. The drive has no tokens that renew others: whoever wants to stay signed in for longer than an hour gives name and
   * password again, from a prompt or from wherever they are kept. `null`: nobody does; the request is then refused with 401, as it is without this function.
   */
  renew?: (reason: RenewalReason) => Promise<Credentials | null> | Credentials | null;
  /** Told about each new token, to keep it; it is a secret. */
  onToken?: (token: Token) => void;
}

/** The details of refusals that another token would mend. Other 401s are about the storage account, a share or a password. */
const TOKEN_REFUSED = new Set(["Not authenticated", "Could not validate credentials"]);

/** Sends requests with what shows who the user is, and takes care that it is good. */
export class Connection {
  /** Every operation by its path, with the user's authorization. */
  readonly api: Client<paths>;
  /** The same without. */
  readonly open: Client<paths>;
  readonly base: string;
  readonly #options: DriveOptions;
  #token: Token | undefined;
  #renewsAt = Number.POSITIVE_INFINITY;
  #renewal: Promise<boolean> | undefined;

  constructor(baseUrl: string, options: DriveOptions) {
    this.base = baseUrl.replace(/\/+$/, "");
    this.#options = options;
    const common = { baseUrl: this.base, credentials: "omit" } as const;
    this.api = createClient<paths>({ ...common, fetch: (request) => this.fetch(request) });
    this.open = createClient<paths>({ ...common, fetch: (request) => this.#fetch(request) });
    if (options.token !== undefined) {
      this.#keep(options.token);
    }
  }

  get token(): Token | undefined {
    return this.#token;
  }

  /** Gets a token. */
  async signIn(credentials: Credentials): Promise<Token> {
    const fields = Object.entries(credentials).filter(([, value]) => value !== undefined);
    const body = new URLSearchParams(fields as [string, string][]);
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const request = { headers, body: body as never, bodySerializer: () => body };
    const { access_token: text } = await answered(this.open.POST("/api/v1/token", request));
    const token = this.#keep(text);
    this.#options.onToken?.(token);
    return token;
  }

  forget(): void {
    this.#token = undefined;
    this.#renewsAt = Number.POSITIVE_INFINITY;
  }

  /** Sends a request whose body can be sent again. */
  fetch(request: Request): Promise<Response> {
    return this.send(() => request.clone());
  }

  /**
   * Sends what `make` makes with the authorization, once more with a new token where the first is refused.
   *
   * @param repeats whether `make` can be called twice
   */
  async send(make: () => Request, repeats = true): Promise<Response> {
    await this.prepare();
    const used = this.#token;
    const response = await this.#fetch(this.#authorized(make()));
    if (response.status !== 401 || !repeats || !(await this.isMended(response.clone(), used))) {
      return response;
    }
    await response.body?.cancel();
    return this.#fetch(this.#authorized(make()));
  }

  /** Sees to it that there is a token that is good for a minute, where one can be had. */
  async prepare(): Promise<void> {
    if (this.#token === undefined) {
      await this.#renew("missing");
    } else if (Date.now() > this.#renewsAt) {
      await this.#renew("expired");
    }
  }

  /** What goes into `Authorization`. */
  get authorization(): string | undefined {
    const { appPassword } = this.#options;
    if (appPassword !== undefined) {
      const bytes = new TextEncoder().encode(`${appPassword.username}:${appPassword.password}`);
      return `Basic ${btoa(String.fromCharCode(...bytes))}`;
    }
    return this.#token && `Bearer ${this.#token.text}`;
  }

  /** A path of the API as an address. */
  url(path: string): string {
    return this.base + path;
  }

  /** Whether an answer refuses the token `used`, and there is another one now. */
  async isMended(response: Response, used: Token | undefined): Promise<boolean> {
    const { detail } = (await response.json().catch(() => ({}))) as { detail?: unknown };
    // The answer to `HEAD` has no body, and scripts of another origin do not see this header.
    if (!response.headers.has("WWW-Authenticate") && !TOKEN_REFUSED.has(String(detail))) {
      return false;
    }
    // Another request may have renewed it meanwhile.
    return this.#token !== used || this.#renew("refused");
  }

  /** Signs in again, once for all requests that wait for it. Whether there is a new token. */
  #renew(reason: RenewalReason): Promise<boolean> {
    const { renew, appPassword } = this.#options;
    if (renew === undefined || appPassword !== undefined) {
      return Promise.resolve(false);
    }
    this.#renewal ??= (async () => {
      const credentials = await renew(reason);
      if (credentials !== null) {
        await this.signIn(credentials);
      }
      return credentials !== null;
    })().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  #authorized(request: Request): Request {
    const { authorization } = this;
    if (authorization !== undefined) {
      request.headers.set("Authorization", authorization);
    }
    return request;
  }

  #keep(text: string): Token {
    this.#token = tokenOf(text);
    this.#renewsAt = renewalTime(this.#token, Date.now());
    return this.#token;
  }

  #fetch(request: Request): Promise<Response> {
    return (this.#options.fetch ?? fetch)(request);
  }
}

/** The refusal in a response. */
export async function refusal(response: Response): Promise<HeliographError> {
  return HeliographError.of(response.status, await response.json().catch(() => undefined), response.headers);
}
