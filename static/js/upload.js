// Uploads one file. With XMLHttpRequest, because fetch does not report progress.

import { failureFrom } from "./model/failure.js";
import { measure } from "./measure.js";

/**
 * @param {File} file
 * @param {{asFile: boolean, progress: (share: number) => void, signal: AbortSignal}} options
 * @returns {Promise<number>} the id of its message
 */
export async function sendFile(file, { asFile, progress, signal }) {
  const form = new FormData();
  // The server sends the file on while it arrives, so the fields that describe it come first.
  const { width, height, duration, cover } = await measure(file, signal);
  for (const [name, value] of Object.entries({ width, height, duration })) {
    if (value) form.append(name, String(value));
  }
  if (cover) form.append("thumb", cover, "cover.jpg");
  if (asFile) form.append("as", "file");
  // Before the file, so that a file that is too large is refused before it is sent.
  form.append("size", String(file.size));
  form.append("file", file, file.name);
  signal.throwIfAborted();

  const request = new XMLHttpRequest();
  const end = () => request.abort();
  signal.addEventListener("abort", end, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      request.upload.addEventListener("progress", ({ loaded, total }) => progress(total > 0 ? loaded / total : 0));
      request.addEventListener("load", () => {
        if (request.status === 200) resolve(JSON.parse(request.responseText).message_id);
        else reject(failureFrom(request.status, request.responseText));
      });
      request.addEventListener("error", () => reject(failureFrom(0, "")));
      request.addEventListener("abort", () => reject(signal.reason));
      request.open("POST", "/upload_file");
      request.send(form);
    });
  } finally {
    signal.removeEventListener("abort", end);
  }
}
