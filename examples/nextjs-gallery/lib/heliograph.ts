// Heliograph's gallery API, by this repository's TypeScript client: typed calls, and one error for every refusal.
//
// The browser's cookie is all there is to signing in: the client sends it along, scripts never see it.

import { createHeliograph, HeliographError, type MediaKind } from "@heliograph/client";

export type { Media, MediaKind, MediaPage, MediaQuery, User } from "@heliograph/client";

/** Where Heliograph is: on this very origin behind a rewrite rule, or at an origin of its own. */
export const BASE = process.env.NEXT_PUBLIC_HELIOGRAPH_URL || "/heliograph";

export const heliograph = createHeliograph(BASE);

export const MEDIA_KINDS = ["photo", "video", "animation", "audio", "voice", "document"] as const satisfies readonly MediaKind[];

/** Seconds until it is worth trying again; null where waiting does not help. */
export function retryAfter(error: Error | null): number | null {
  return error instanceof HeliographError ? (error.retryAfter ?? null) : null;
}

/** The HTTP status of a refusal; 0 where no answer came at all. */
export function statusOf(error: Error): number {
  return error instanceof HeliographError ? error.status : 0;
}

/** What to tell people. */
export function messageOf(error: Error): string {
  // All that Heliograph answers has an id: a failure without one is by a proxy that found nobody behind it.
  if (error instanceof HeliographError && (error.requestId || error.status < 500)) return error.message;
  // No network, no server and no CORS look alike.
  return BASE.startsWith("/")
    ? "Heliograph cannot be reached. Please check your connection, and that it is running."
    : `Heliograph does not answer at ${BASE}. Is it running, and does its FRONTEND_ORIGINS name this page's origin?`;
}
