/** What `/token` hands out: good for an hour, and renewed by nothing but signing in again. */
export interface Token {
  /** What is sent as `Authorization: Bearer`; a secret. */
  readonly text: string;
  /** When it stops being good. */
  readonly expires: Date;
}

/** A token is renewed when it has less than that left: longer than a request takes to begin. In milliseconds. */
const MARGIN = 60_000;

/** A token that was handed out, or kept. */
export function tokenOf(text: string): Token {
  return { text, expires: new Date(expiry(text) * 1000) };
}

/** From when on a token that came at `received` is renewed before it is used; milliseconds since 1970. */
export function renewalTime(token: Token, received: number): number {
  const time = token.expires.getTime() - MARGIN;
  // One that is over when it comes is good, and this machine's clock is wrong: the server will say when it is over.
  return time > received ? time : Number.POSITIVE_INFINITY;
}

/** `exp` of a JWT, which is seconds since 1970. */
function expiry(text: string): number {
  try {
    const payload = text.split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/") ?? "";
    const { exp } = JSON.parse(atob(payload)) as { exp?: unknown };
    return typeof exp === "number" ? exp : 0;
  } catch {
    throw new TypeError("That is no token of the drive.");
  }
}
