// Texts and PDFs. The beginning of a text is loaded with a range request and shown as text, whatever it contains. A PDF is shown in the
// browser's own viewer, as a blob with a type that we choose, so that it cannot be anything else.

import { failureFrom, describe } from "./model/failure.js";
import { fileSize } from "./model/format.js";
import { say } from "./model/words.js";

/** @typedef {import("./model/format.js").Media} Media */

/** How much of a text is loaded. */
const BEGINNING = 64 * 1024;
/** A PDF is loaded as a whole; a larger one would take too long. */
const LARGEST_PDF = 48 * 1024 * 1024;

const TEXT_TYPES = /^(text\/.*|application\/(json|xml|x?yaml|toml|javascript|x-sh|x-httpd-php|sql))$/;
const TEXT_NAMES = /\.(txt|md|log|csv|tsv|json|xml|ya?ml|toml|ini|conf|rs|js|ts|py|c|h|cpp|go|java|sh|sql|css|html?|srt|vtt)$/i;

/** @param {Media} media */
export function isText({ type, mime_type: mime, name }) {
  return type === "document" && (TEXT_TYPES.test(mime) || (mime === "application/octet-stream" && TEXT_NAMES.test(name)));
}

/** @param {Media} media */
export function isPdf({ type, mime_type: mime, size }) {
  return type === "document" && mime === "application/pdf" && size <= LARGEST_PDF && navigator.pdfViewerEnabled;
}

/** A PDF, which loads itself.
 * @param {Media} media
 * @param {{signal: AbortSignal, otherwise: (words: string) => void}} options `otherwise`: it cannot be loaded
 */
export function pdf(media, { signal, otherwise }) {
  const frame = document.createElement("iframe");
  frame.className = "viewer-frame";
  frame.title = media.name;
  request(media.stream_url, signal).then(async (response) => {
    const address = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: "application/pdf" }));
    signal.addEventListener("abort", () => URL.revokeObjectURL(address), { once: true });
    frame.src = address;
  }).catch((failure) => {
    if (!signal.aborted) otherwise(describe(failure));
  });
  return frame;
}

/** The beginning of a text, which loads itself.
 * @param {Media} media
 * @param {{signal: AbortSignal, otherwise: (words: string) => void}} options `otherwise`: it cannot be loaded, or is not a text
 */
export function text(media, { signal, otherwise }) {
  const box = document.createElement("div");
  box.className = "viewer-text";
  box.tabIndex = 0;
  box.setAttribute("role", "document");
  box.setAttribute("aria-label", media.name);
  box.setAttribute("aria-busy", "true");
  const page = document.createElement("pre");
  page.className = "viewer-page";
  page.dir = "auto";
  box.append(page);
  read(media, signal).then((content) => {
    box.removeAttribute("aria-busy");
    if (content.includes("\0")) return otherwise(fileSize(media.size));
    page.textContent = content;
    if (media.size > BEGINNING) {
      const note = document.createElement("p");
      note.className = "viewer-text-note";
      note.textContent = say("viewer.beginning", { size: fileSize(BEGINNING), all: fileSize(media.size) });
      box.append(note);
    }
  }).catch((failure) => {
    if (!signal.aborted) otherwise(describe(failure));
  });
  return box;
}

/** @param {Media} media @param {AbortSignal} signal */
async function read(media, signal) {
  if (media.size === 0) return "";
  const response = await request(media.stream_url, signal, { Range: `bytes=0-${BEGINNING - 1}` });
  // An incomplete character at the end is left out.
  return new TextDecoder().decode(await response.arrayBuffer(), { stream: media.size > BEGINNING });
}

/** @param {string} address @param {AbortSignal} signal @param {HeadersInit} [headers] */
async function request(address, signal, headers) {
  const response = await fetch(address, { headers, signal }).catch((error) => {
    throw signal.aborted ? error : failureFrom(0, "");
  });
  if (!response.ok) throw failureFrom(response.status, await response.text());
  return response;
}
