// One file on its way up. By XMLHttpRequest, since fetch does not tell how much of a body has left.

import { address, Refusal } from "./heliograph";

/** Resolves when Telegram has the file. Rejects with a Refusal, or with an AbortError once the signal has ended it. */
export function upload(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener("abort", abort, { once: true });

    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total ? loaded / total : 0));
    request.addEventListener("load", () => {
      if (request.status === 200) resolve();
      else reject(Refusal.from(request.status, request.responseText));
    });
    request.addEventListener("error", () => reject(new Refusal(0)));
    request.addEventListener("abort", () => reject(new DOMException("The upload was cancelled.", "AbortError")));
    request.addEventListener("loadend", () => signal.removeEventListener("abort", abort));

    const form = new FormData();
    // Before the file: what is too large is then refused before any of it is sent.
    form.append("size", String(file.size));
    form.append("file", file, file.name);
    request.open("POST", address("/upload_file"));
    request.withCredentials = true;
    request.send(form);
  });
}
