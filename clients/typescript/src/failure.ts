import type { components } from "./schema.js";

type Refusal = components["schemas"]["Error"];
type DriveRefusal = components["schemas"]["DriveError"];
/** Why a request was refused. The server may know further ones. */
export type ErrorCode = components["schemas"]["ErrorCode"];

/** Something about a request that was not understood, as FastAPI tells it. */
export interface Problem {
  /** What kind of problem it is, for programs: `missing`, `int_parsing`, … */
  type: string;
  /** Where: `["body", "username"]`. */
  loc: readonly (string | number)[];
  /** A sentence for people. */
  msg: string;
  /** What came instead. */
  input?: unknown;
  /** What the sentence was made with. */
  ctx?: Readonly<Record<string, unknown>>;
}

/** A refusal of the server, or an answer that is none of its own (a proxy's, say). */
export class HeliographError extends Error {
  override readonly name = "HeliographError";
  /** The HTTP status. */
  readonly status: number;
  /** Why it was refused, for programs; missing in the drive, and where the answer is none of the server's own. */
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
  /** What of the request was not understood, one by one (422 of the drive); empty otherwise. */
  readonly problems: readonly Problem[];
  /** Stands in the server's log as well. */
  readonly requestId: string | undefined;

  constructor(status: number, refusal: Partial<Refusal>, requestId?: string | null, problems: readonly Problem[] = []) {
    super(refusal.error ?? `The server answered with status ${status}.`);
    this.status = status;
    this.code = refusal.code;
    this.retryAfter = refusal.retry_after;
    this.details = refusal.details;
    this.passwordRequired = refusal.password_required ?? false;
    this.passwordHint = refusal.password_hint;
    this.limit = refusal.limit;
    this.problems = problems;
    this.requestId = requestId ?? undefined;
  }

  /** The error in an answer's body, whatever that is. */
  static of(status: number, body: unknown, headers: Pick<Headers, "get">): HeliographError {
    const [refusal, problems] = isRefusal(body) ? [body, []] : isDriveRefusal(body) ? translated(body) : [{}, []];
    const seconds = Number(headers.get("Retry-After") ?? undefined);
    const wait = refusal.retry_after ?? (Number.isFinite(seconds) ? seconds : undefined);
    const told = wait === undefined ? refusal : { ...refusal, retry_after: wait };
    return new HeliographError(status, told, headers.get("X-Request-Id"), problems);
  }
}

function isRefusal(body: unknown): body is Refusal {
  return typeof body === "object" && body !== null && "error" in body && typeof body.error === "string";
}

function isDriveRefusal(body: unknown): body is DriveRefusal {
  if (typeof body !== "object" || body === null || !("detail" in body)) {
    return false;
  }
  return typeof body.detail === "string" || Array.isArray(body.detail);
}

/** A refusal of the drive, whose `detail` is a sentence or a list. */
function translated({ detail, retry_after: wait }: DriveRefusal): [Partial<Refusal>, readonly Problem[]] {
  const problems: readonly Problem[] = typeof detail === "string" ? [] : detail;
  const sentence = typeof detail === "string" ? detail : problems.map(({ loc, msg }) => `${loc.join(".")}: ${msg}`).join(", ");
  return [{ error: sentence, ...(wait != null && { retry_after: wait }) }, problems];
}

/** The answer's body, or the refusal as an error. */
export async function answered<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) {
    throw HeliographError.of(response.status, error, response.headers);
  }
  return data as T;
}
