import { HeliographError } from "../failure.js";
import type { components } from "../schema.js";
import { send } from "../upload.js";
import { type Connection, refusal } from "./connection.js";
import { fileName } from "./names.js";

/** Where a file's bytes come from. A `Blob` can be sent again where the token turns out to be refused, a stream cannot. */
export type UploadSource = Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

export interface DriveUploadOptions {
  /** The name; needed where the source is no `File`. */
  name?: string;
  /** The MIME type; a `Blob` has its own. */
  contentType?: string;
  /** The bytes of a stream, where they are known: for `onProgress`. */
  size?: number;
  /** Is told how many bytes of the file are under way, and of how many, where that is known. */
  onProgress?: (sent: number, total: number | undefined) => void;
  signal?: AbortSignal;
}

/** The most bytes that are handed over at once, so that progress is told evenly. */
const PIECE = 256 * 1024;

type DriveFile = components["schemas"]["DriveFile"];

/** Uploads a file of any size. It exists when all of it is there: an upload that breaks off leaves nothing. */
export async function upload(
  connection: Connection,
  path: string,
  source: UploadSource,
  options: DriveUploadOptions,
): Promise<DriveFile> {
  const name = fileName(options.name ?? (source instanceof File ? source.name : ""));
  const { onProgress } = options;
  if (source instanceof Blob && (onProgress === undefined || typeof XMLHttpRequest !== "undefined")) {
    const form = new FormData();
    const { contentType } = options;
    form.append("file", contentType === undefined ? source : source.slice(0, source.size, contentType), name);
    return onProgress ? watched(connection, path, form, source.size, options) : whole(connection, path, form, options);
  }
  return streamed(connection, path, source, name, options);
}

/** By `fetch`, which knows how long a form is. */
async function whole(connection: Connection, path: string, form: FormData, { signal }: DriveUploadOptions) {
  const make = () => new Request(connection.url(path), { method: "POST", body: form, ...(signal && { signal }) });
  return stored(await connection.send(make));
}

/** By what browsers have instead of `fetch` to tell how far an upload is. */
async function watched(
  connection: Connection,
  path: string,
  form: FormData,
  size: number,
  { onProgress, signal }: DriveUploadOptions,
): Promise<DriveFile> {
  await connection.prepare();
  const { token, authorization } = connection;
  // The form is a little longer than the file.
  const progress = (sent: number, total: number) => onProgress?.(Math.max(0, sent - (total - size)), size);
  const attempt = (headers: Record<string, string>) =>
    send(connection.url(path), form, { onProgress: progress, headers, ...(signal && { signal }) });
  const headers = (value: string | undefined) => (value === undefined ? {} : { Authorization: value });
  try {
    return (await attempt(headers(authorization))) as DriveFile;
  } catch (error) {
    if (!(error instanceof HeliographError && error.status === 401)) {
      throw error;
    }
    if (!(await connection.isMended(Response.json({ detail: error.message }), token))) {
      throw error;
    }
    return (await attempt(headers(connection.authorization))) as DriveFile;
  }
}

/** By `fetch` with a body that is made while it is sent. Browsers do that over HTTP/2 only, and not all of them. */
async function streamed(
  connection: Connection,
  path: string,
  source: UploadSource,
  name: string,
  options: DriveUploadOptions,
): Promise<DriveFile> {
  const type = options.contentType ?? (source instanceof Blob && source.type ? source.type : "application/octet-stream");
  const boundary = `heliograph-${crypto.randomUUID()}`;
  const over = new AbortController();
  const signal = AbortSignal.any(options.signal ? [options.signal, over.signal] : [over.signal]);
  const make = () =>
    new Request(connection.url(path), {
      method: "POST",
      headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
      body: form(source, { boundary, name, type, options, signal }),
      signal,
      ...({ duplex: "half" } as object),
    });
  try {
    return await stored(await connection.send(make, source instanceof Blob));
  } finally {
    // A refusal can come before the end of the source, which is then not read any further.
    over.abort();
  }
}

interface FormParts {
  boundary: string;
  name: string;
  type: string;
  options: DriveUploadOptions;
  /** When it is aborted, the source is told that no more of it is read. */
  signal: AbortSignal;
}

/** A form with one file (RFC 7578), as a stream that is read no faster than it is sent. */
function form(source: UploadSource, { boundary, name, type, options, signal }: FormParts): ReadableStream<Uint8Array> {
  const text = new TextEncoder();
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
  const total = source instanceof Blob ? source.size : options.size;
  async function* chunks() {
    yield text.encode(head);
    let sent = 0;
    for await (const chunk of bytes(source)) {
      for (let start = 0; start < chunk.length; start += PIECE) {
        const piece = chunk.subarray(start, start + PIECE);
        yield piece;
        sent += piece.length;
        options.onProgress?.(sent, total);
      }
    }
    yield text.encode(`\r\n--${boundary}--\r\n`);
  }
  const iterator = chunks();
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const end = () => {
          controller.error(signal.reason);
          void iterator.return(undefined).catch(() => {});
        };
        signal.addEventListener("abort", end, { once: true });
      },
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) {
          controller.close();
        } else {
          controller.enqueue(value);
        }
      },
    },
    { highWaterMark: 0 },
  );
}

/** The bytes of a source. Not every browser iterates over streams. */
async function* bytes(source: UploadSource): AsyncGenerator<Uint8Array> {
  if (Symbol.asyncIterator in source) {
    yield* source as AsyncIterable<Uint8Array>;
    return;
  }
  const reader = (source instanceof Blob ? source.stream() : source).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      yield read.value;
    }
  } finally {
    await reader.cancel();
  }
}

async function stored(response: Response): Promise<DriveFile> {
  if (!response.ok) {
    throw await refusal(response);
  }
  return (await response.json()) as DriveFile;
}
