import { answered } from "../failure.js";
import { Connection, type DriveOptions } from "./connection.js";
import { Download, type DownloadHead, type DownloadOptions, headOf, rangeHeaders } from "./download.js";
import type { DriveFile, ListQuery } from "./files.js";
import { fileName, shareToken } from "./names.js";

export interface VisitOptions extends Pick<DriveOptions, "fetch"> {
  /** The share's password, where it has one. */
  password?: string;
}

/** What somebody with a link does: no user, no token. */
class Visit {
  protected readonly connection: Connection;
  protected readonly token: string;
  protected readonly headers: Record<string, string>;

  constructor(baseUrl: string, link: string, { password, ...options }: VisitOptions) {
    this.connection = new Connection(baseUrl, options);
    this.token = shareToken(link);
    this.headers = password === undefined ? {} : { "X-Share-Password": password };
  }

  protected async read(path: string, options: DownloadOptions): Promise<Download> {
    const { signal } = options;
    const headers = { ...this.headers, ...rangeHeaders(options) };
    const make = () => new Request(this.connection.url(path), { headers, ...(signal && { signal }) });
    return Download.of(await this.connection.send(make));
  }

  protected async describe(path: string): Promise<DownloadHead> {
    const { headers } = this;
    return headOf(await this.connection.send(() => new Request(this.connection.url(path), { method: "HEAD", headers })));
  }
}

/** A file that somebody has shared. */
export class SharedFile extends Visit {
  get(): Promise<DriveFile> {
    const params = { path: { token: this.token } };
    return answered(this.connection.open.GET("/api/v1/access/file/{token}", { params, headers: this.headers }));
  }

  /** The file, or a part of it. An encrypted one is refused (403) unless its owner shared it decrypted. */
  download(options: DownloadOptions = {}): Promise<Download> {
    return this.read(`/api/v1/access/file/${encodeURIComponent(this.token)}/download`, options);
  }

  /** What a download would be, without its bytes. It does not count as one. */
  describeDownload(): Promise<DownloadHead> {
    return this.describe(`/api/v1/access/file/${encodeURIComponent(this.token)}/download`);
  }
}

/** A folder that somebody has shared. */
export class SharedFolder extends Visit {
  /** The files that are in it now. */
  list(query: ListQuery = {}): Promise<DriveFile[]> {
    const params = { path: { token: this.token }, query };
    return answered(this.connection.open.GET("/api/v1/access/folder/{token}", { params, headers: this.headers }));
  }

  /** A file of it, or a part of that. */
  async download(name: string, options: DownloadOptions = {}): Promise<Download> {
    return this.read(this.#path(name), options);
  }

  async describeDownload(name: string): Promise<DownloadHead> {
    return this.describe(this.#path(name));
  }

  #path(name: string): string {
    return `/api/v1/access/folder/${encodeURIComponent(this.token)}/${encodeURIComponent(fileName(name))}/download`;
  }
}
