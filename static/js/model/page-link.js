// Paging by the Link header (RFC 8288).

/** The URL of the next page, or null on the last one. Only URLs of this server are accepted.
 * @param {string|null} header the Link header, such as `</media?before=7>; rel="next"`
 */
export function nextPage(header) {
  for (const [, address, parameters] of (header ?? "").matchAll(/<([^>]*)>((?:\s*;[^,;]*)*)/g)) {
    if (!/;\s*rel\s*=\s*("[^"]*\bnext\b[^"]*"|next\b)/i.test(parameters)) continue;
    return address.startsWith("/") && !address.startsWith("//") ? address : null;
  }
  return null;
}
