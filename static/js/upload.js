// Sends one file. XMLHttpRequest, since fetch tells nothing of how far an upload has come.

import { failureFrom } from "./model/failure.js";
import { measure } from "./measure.js";

/**
 * @param {File} file
 * @param {{asFile: boolean, progress: (share: number) => void, signal: AbortSignal}} options
 * @returns {Promise<number>} the id of the message that holds it
 */
export async function sendFile(file, { asFile, progress, signal }) {
  const form = new FormData();
  // The server hands the file on while it arrives, so what it should know of it comes before it.
  const { width, height, duration, cover } = await measure(file, signal);
  for (const [name, value] of Object.entries({ width, height, duration })) {
    if (value) form.append(name, String(value));
  }
  if (cover) form.append("thumb", cover, "cover.jpg");
  if (asFile) form.append("as", "file");
  // Before the file, so that one that is too large is refused before it is sent.
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
