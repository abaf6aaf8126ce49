import { HeliographError } from "../failure.js";
import { refusal } from "./connection.js";

export interface DownloadOptions {
  /** The first byte, as `slice` takes it: a negative one is counted from the end. */
  start?: number;
  /** The byte after the last, as `slice` takes it, but not counted from the end. */
  end?: number;
  /** `etag` of an earlier part: where the file has another content now, all of it comes, and `start` of the download is 0. */
  ifRange?: string;
  signal?: AbortSignal;
}

/** A file on its way, or a part of it. Read it once: as a stream, or all at once. */
export class Download {
  /** The bytes. A connection that breaks is an error of the stream, never a short file. */
  readonly body: ReadableStream<Uint8Array>;
  /** The bytes of the whole file. */
  readonly size: number;
  /** Where in the file these begin. */
  readonly start: number;
  /** How many come. */
  readonly length: number;
  /** What stands for the content: the same as long as the content is. */
  readonly etag: string;
  /** The name that the file was sent with. */
  readonly name: string;
  readonly #response: Response;

  private constructor(response: Response) {
    const { headers } = response;
    const range = headers.get("Content-Range")?.match(/^bytes (\d+)-\d+\/(\d+)$/);
    this.length = Number(headers.get("Content-Length"));
    this.start = Number(range?.[1] ?? 0);
    this.size = Number(range?.[2] ?? this.length);
    this.etag = headers.get("ETag") ?? "";
    this.name = nameIn(headers.get("Content-Disposition") ?? "");
    this.body = response.body ?? new Blob([]).stream();
    this.#response = response;
  }

  /** The file in an answer. */
  static async of(response: Response): Promise<Download> {
    if (!response.ok) {
      throw await refusal(response);
    }
    // As the original has it, an encrypted file that may not be read now is refused with a sentence and status 200. A file is always an attachment.
    if (!response.headers.has("Content-Disposition")) {
      throw await refusal(response);
    }
    return new Download(response);
  }

  /** All bytes, in memory. */
  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(await this.#response.arrayBuffer());
  }

  /** All bytes as UTF-8. */
  text(): Promise<string> {
    return this.#response.text();
  }

  /** All bytes, where the browser likes to keep them. */
  blob(): Promise<Blob> {
    return this.#response.blob();
  }
}

/** What a file is, without its bytes. */
export type DownloadHead = Pick<Download, "size" | "etag" | "name">;

/** What `HEAD` tells. */
export function headOf(response: Response): DownloadHead {
  // A refusal of `HEAD` has no sentence.
  if (!response.ok || !response.headers.has("Content-Disposition")) {
    throw HeliographError.of(response.status, undefined, response.headers);
  }
  const { headers } = response;
  const name = nameIn(headers.get("Content-Disposition") ?? "");
  return { size: Number(headers.get("Content-Length")), etag: headers.get("ETag") ?? "", name };
}

/** The headers that ask for a part. */
export function rangeHeaders({ start = 0, end, ifRange }: DownloadOptions): Record<string, string> {
  if (start === 0 && end === undefined) {
    return {};
  }
  if (end !== undefined && (start < 0 || end <= start)) {
    throw new RangeError(`There are no bytes from ${start} to ${end}.`);
  }
  const range = start < 0 ? `${start}` : `${start}-${end === undefined ? "" : end - 1}`;
  return { Range: `bytes=${range}`, ...(ifRange !== undefined && { "If-Range": ifRange }) };
}

/** The name in `Content-Disposition` (RFC 6266). */
function nameIn(disposition: string): string {
  const extended = disposition.match(/filename\*=utf-8''([^;]+)/i)?.[1];
  if (extended !== undefined) {
    return decodeURIComponent(extended);
  }
  return disposition.match(/filename="((?:[^"\\]|\\.)*)"/)?.[1]?.replace(/\\(.)/g, "$1") ?? "";
}
