import { HeliographError } from "./failure.js";

/** A file, and what is known of it that Telegram would not find out. */
export interface UploadFile {
  file: Blob;
  /** Its name, where `file` has none. */
  name?: string;
  /** Pixels. */
  width?: number;
  /** Pixels. */
  height?: number;
  /** Seconds. */
  duration?: number;
  /** A cover: a JPEG of at most 200 KB. */
  thumb?: Blob;
  /** `file`: as it is, and listed as a document. `photo` unless told: photos are made smaller. */
  as?: "photo" | "file";
}

export interface UploadOptions {
  caption?: string;
  /** Is told how many bytes of the whole form are under way. Needs a browser. */
  onProgress?: (sent: number, total: number) => void;
  signal?: AbortSignal;
}

/** The form: each file after its size, so that one that is too large is refused at once, and before what describes it. */
export function uploadForm(files: readonly (File | UploadFile)[], caption?: string): FormData {
  const form = new FormData();
  if (caption !== undefined) {
    form.append("caption", caption);
  }
  for (const given of files) {
    const { file, name, width, height, duration, as, thumb }: UploadFile = given instanceof Blob ? { file: given } : given;
    form.append("size", String(file.size));
    form.append("file", file, name ?? (file instanceof File ? file.name : "file"));
    for (const [field, value] of Object.entries({ width, height, duration, as })) {
      if (value !== undefined) {
        form.append(field, String(value));
      }
    }
    if (thumb !== undefined) {
      form.append("thumb", thumb, "thumb.jpg");
    }
  }
  return form;
}

/** How a form is sent. */
export interface SendOptions extends Pick<UploadOptions, "onProgress" | "signal"> {
  /** Whether the cookie goes along to another origin. */
  credentials?: boolean;
  headers?: Record<string, string>;
}

/** Sends a form as `fetch` cannot: telling how far it is. */
export function send(url: string, form: FormData, options: SendOptions): Promise<unknown> {
  const { onProgress, signal, credentials = false, headers = {} } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      return reject(signal.reason);
    }
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal?.addEventListener("abort", abort, { once: true });
    request.addEventListener("loadend", () => signal?.removeEventListener("abort", abort));
    request.upload.addEventListener("progress", (event) => onProgress?.(event.loaded, event.total));
    request.addEventListener("abort", () => reject(signal?.reason));
    request.addEventListener("error", () => reject(new TypeError("The upload did not reach the server.")));
    request.addEventListener("load", () => {
      const body = parsed(request.responseText);
      const headers = { get: (name: string) => request.getResponseHeader(name) };
      if (request.status >= 200 && request.status < 300) {
        resolve(body);
      } else {
        reject(HeliographError.of(request.status, body, headers));
      }
    });
    request.open("POST", url);
    request.withCredentials = credentials;
    for (const [name, value] of Object.entries(headers)) {
      request.setRequestHeader(name, value);
    }
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
