// The commonest way to be stuck in the cross-origin set-up: the page is opened as localhost, Heliograph as 127.0.0.1.
//
// Both are this machine, but two sites to a browser, and a `SameSite=Lax` cookie does not travel between sites: signing in seems to work and
// is forgotten at once. What tells two sites of a domain apart takes the public suffix list; the names of one's own machine are enough here.

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** What to do about it; null where all is well. */
export function siteProblem(base: string, page: URL): string | null {
  if (base.startsWith("/")) return null;
  const heliograph = new URL(base);
  const isMixed = heliograph.hostname !== page.hostname && [heliograph, page].every(({ hostname }) => LOOPBACK.test(hostname));
  if (!isMixed) return null;
  return `This page is at ${page.hostname}, Heliograph at ${heliograph.hostname}: two sites to a browser, which then keeps no cookie. Open ${page.protocol}//${heliograph.hostname}:${page.port} instead.`;
}
