import type { components } from "./schema.js";

type Refusal = components["schemas"]["Error"];
/** Why a request was refused. The server may know further ones. */
export type ErrorCode = components["schemas"]["ErrorCode"];

/** A refusal of the server, or an answer that is none of its own (a proxy's, say). */
export class HeliographError extends Error {
  override readonly name = "HeliographError";
  /** The HTTP status. */
  readonly status: number;
  /** Why it was refused, for programs; missing where the answer is none of the server's own. */
  readonly code: ErrorCode | undefined;
  /** Seconds to wait before it is worth trying again, where the server knows (429). */
  readonly retryAfter: number | undefined;
  /** What went wrong, for whoever looks into it. */
  readonly details: string | undefined;
  /** The code was right; go on with `checkPassword`. */
  readonly passwordRequired: boolean;
  /** The hint that the account's owner left for the password. */
  readonly passwordHint: string | undefined;
  /** The largest size in bytes, where something was too large (413). */
  readonly limit: number | undefined;
  /** Stands in the server's log as well. */
  readonly requestId: string | undefined;

  constructor(status: number, refusal: Partial<Refusal>, requestId?: string | null) {
    super(refusal.error ?? `The server answered with status ${status}.`);
    this.status = status;
    this.code = refusal.code;
    this.retryAfter = refusal.retry_after;
    this.details = refusal.details;
    this.passwordRequired = refusal.password_required ?? false;
    this.passwordHint = refusal.password_hint;
    this.limit = refusal.limit;
    this.requestId = requestId ?? undefined;
  }

  /** The error in an answer's body, whatever that is. */
  static of(status: number, body: unknown, headers: Pick<Headers, "get">): HeliographError {
    const refusal: Partial<Refusal> = isRefusal(body) ? body : {};
    const seconds = Number(headers.get("Retry-After") ?? undefined);
    const wait = refusal.retry_after ?? (Number.isFinite(seconds) ? seconds : undefined);
    const told = wait === undefined ? refusal : { ...refusal, retry_after: wait };
    return new HeliographError(status, told, headers.get("X-Request-Id"));
  }
}

function isRefusal(body: unknown): body is Refusal {
  return typeof body === "object" && body !== null && "error" in body && typeof body.error === "string";
}
