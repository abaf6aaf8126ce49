// Heliograph's gallery API as typed functions. Nothing else in this app calls fetch, except the upload, which needs its progress told.
//
// The browser's cookie is all there is to signing in: it goes along with every request (`credentials: "include"`), scripts never see it.

/** Where Heliograph is: on this very origin behind a rewrite rule, or at an origin of its own. */
export const BASE = (process.env.NEXT_PUBLIC_HELIOGRAPH_URL || "/heliograph").replace(/\/+$/, "");

export const MEDIA_TYPES = ["photo", "video", "animation", "audio", "voice", "document"] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

export interface Media {
  id: number;
  name: string;
  type: MediaType;
  /** RFC 3339, UTC */
  timestamp: string;
  /** Bytes */
  size: number;
  caption: string;
  has_thumbnail: boolean;
  mime_type: string;
  /** Pixels */
  width: number | null;
  height: number | null;
  /** Seconds */
  duration: number | null;
  album_id: string | null;
  /** A data URI */
  placeholder: string | null;
  /** Paths: `address()` makes URLs of them. */
  stream_url: string;
  thumbnail_url: string | null;
}

export interface User {
  id: number;
  first_name: string;
  last_name: string | null;
  username: string | null;
  phone: string | null;
  premium: boolean;
}

export type Session = { authenticated: true; user: User } | { authenticated: false };

export interface Page {
  items: Media[];
  /** The path of the next page; null after the last. */
  next: string | null;
}

/** What every refusal says; see docs/api/gallery.md. */
interface RefusalBody {
  error?: string;
  details?: string;
  retry_after?: number;
  password_required?: boolean;
  password_hint?: string;
  limit?: number;
}

/** A call that Heliograph refused (`status`), or that never reached it (status 0). The message is written for people. */
export class Refusal extends Error {
  override name = "Refusal";

  constructor(
    readonly status: number,
    readonly body: RefusalBody = {},
  ) {
    super(body.error ?? (status === 0 ? UNREACHABLE : `Heliograph answered ${status}.`));
  }

  /** Seconds until it is worth trying again; null where waiting does not help. */
  get retryAfter(): number | null {
    return this.body.retry_after ?? null;
  }

  /** Reads one from an answer's status and text, which is JSON unless something between here and Heliograph wrote it. */
  static from(status: number, text: string): Refusal {
    try {
      return new Refusal(status, JSON.parse(text) as RefusalBody);
    } catch {
      return new Refusal(status);
    }
  }
}

const UNREACHABLE = BASE.startsWith("/")
  ? "Heliograph cannot be reached. Please check your connection."
  : `Heliograph does not answer at ${BASE}. Is it running, and does its FRONTEND_ORIGINS name this page's origin?`;

/** The URL of a path that the API gave, or of any path of its. */
export function address(path: string): string {
  return BASE + path;
}

interface Call {
  method?: string;
  json?: unknown;
  signal?: AbortSignal;
}

async function call(path: string, { method = "GET", json, signal }: Call = {}): Promise<Response> {
  const body = json === undefined ? {} : { body: JSON.stringify(json), headers: { "Content-Type": "application/json" } };
  let answer: Response;
  try {
    answer = await fetch(address(path), { method, signal, credentials: "include", ...body });
  } catch (error) {
    // fetch says no more of a failure than that it is one: no network, no server, or no CORS.
    throw signal?.aborted ? error : new Refusal(0);
  }
  if (!answer.ok) throw Refusal.from(answer.status, await answer.text());
  return answer;
}

export async function session(signal?: AbortSignal): Promise<Session> {
  return (await call("/is-authenticated", { signal })).json();
}

export async function sendCode(phone: string): Promise<void> {
  await call("/send-code", { method: "POST", json: { phone } });
}

/** Refused with 401 and `password_required` where the account has a second factor: go on with `checkPassword`. */
export async function signIn(phone: string, code: string): Promise<void> {
  await call("/sign-in", { method: "POST", json: { phone, code } });
}

export async function checkPassword(password: string): Promise<void> {
  await call("/check-password", { method: "POST", json: { password } });
}

export async function signOut(): Promise<void> {
  await call("/logout", { method: "POST" });
}

export async function counts(signal?: AbortSignal): Promise<Record<MediaType, number>> {
  return (await call("/media-counts", { signal })).json();
}

/** The path of the list's first page. */
export function firstPage(type: MediaType | null): string {
  return `/get-saved-messages-media?limit=60${type ? `&type=${type}` : ""}`;
}

export async function page(path: string, signal?: AbortSignal): Promise<Page> {
  const answer = await call(path, { signal });
  const next = /<([^>]*)>\s*;\s*rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1] ?? null;
  return { items: await answer.json(), next };
}

/** A stream of server-sent events; whoever opens it closes it. */
export function events(path: "/events" | "/sign-in/qr"): EventSource {
  return new EventSource(address(path), { withCredentials: true });
}
