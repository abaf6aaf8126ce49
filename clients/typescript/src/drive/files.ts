import { answered } from "../failure.js";
import type { components, paths } from "../schema.js";
import type { Connection } from "./connection.js";
import { Download, type DownloadHead, type DownloadOptions, headOf, rangeHeaders } from "./download.js";
import { fileName, folderPath } from "./names.js";
import { type DriveUploadOptions, type UploadSource, upload } from "./upload.js";

export type DriveFile = components["schemas"]["DriveFile"];
export type DriveVersion = components["schemas"]["DriveVersion"];
/** How a list is sorted, and which page of it. Without any of it, all files are listed by name. */
export type ListQuery = NonNullable<paths["/api/v1/files/"]["get"]["parameters"]["query"]>;

/** The user's files, each by the path of its folder and its name. */
export class Files {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The files of a folder; of one that is not there, none. */
  async list(folder: string, query: ListQuery = {}): Promise<DriveFile[]> {
    const params = { path: { folder: folderPath(folder) }, query };
    return answered(this.#connection.api.GET("/api/v1/folders/{folder}/files/", { params }));
  }

  /** The files of all folders. */
  listAll(query: ListQuery = {}): Promise<DriveFile[]> {
    return answered(this.#connection.api.GET("/api/v1/files/", { params: { query } }));
  }

  async get(folder: string, name: string): Promise<DriveFile> {
    return answered(this.#connection.api.GET("/api/v1/folders/{folder}/files/{filename}", at(folder, name)));
  }

  /** Uploads a file of any size, into a folder that is made where it is missing. Where its name is taken, it becomes `(1).name`: see the answer. */
  async upload(folder: string, source: UploadSource, options: DriveUploadOptions = {}): Promise<DriveFile> {
    return upload(this.#connection, `/api/v1/folders/${encodeURIComponent(folderPath(folder))}/files/`, source, options);
  }

  /** A file, or the part of it from `start` to `end`. */
  async download(folder: string, name: string, options: DownloadOptions = {}): Promise<Download> {
    const { signal } = options;
    const [url, headers] = [this.#downloadUrl(folder, name), rangeHeaders(options)];
    return Download.of(await this.#connection.send(() => new Request(url, { headers, ...(signal && { signal }) })));
  }

  /** What a download would be, without its bytes. */
  async describeDownload(folder: string, name: string): Promise<DownloadHead> {
    const url = this.#downloadUrl(folder, name);
    return headOf(await this.#connection.send(() => new Request(url, { method: "HEAD" })));
  }

  /** Gives a file another name. Downloads keep the one that it was sent with. */
  async rename(folder: string, name: string, newName: string): Promise<void> {
    const request = { ...at(folder, name), body: { new_name: newName } };
    await answered(this.#connection.api.PUT("/api/v1/folders/{folder}/files/{filename}/rename", request));
  }

  async move(folder: string, name: string, into: string): Promise<void> {
    const request = { ...at(folder, name), body: { dest_folder: into } };
    await answered(this.#connection.api.POST("/api/v1/folders/{folder}/files/{filename}/move", request));
  }

  /** Copies a file without sending it again. */
  async copy(folder: string, name: string, into: string): Promise<DriveFile> {
    const request = { ...at(folder, name), body: { dest_folder: into } };
    return answered(this.#connection.api.POST("/api/v1/folders/{folder}/files/{filename}/copy", request));
  }

  /** Moves a file to the trash. */
  async delete(folder: string, name: string): Promise<void> {
    await answered(this.#connection.api.DELETE("/api/v1/folders/{folder}/files/{filename}", at(folder, name)));
  }

  /** What a file contains and contained, the newest first. */
  async versions(folder: string, name: string): Promise<DriveVersion[]> {
    return answered(this.#connection.api.GET("/api/v1/folders/{folder}/files/{filename}/versions", at(folder, name)));
  }

  /** Gives a file the content of an earlier version. */
  async restoreVersion(folder: string, name: string, version: number): Promise<DriveFile> {
    const params = { path: { ...at(folder, name).params.path, version } };
    return answered(
      this.#connection.api.POST("/api/v1/folders/{folder}/files/{filename}/versions/{version}/restore", { params }),
    );
  }

  #downloadUrl(folder: string, name: string): string {
    const { path } = at(folder, name).params;
    const [inFolder, filename] = [encodeURIComponent(path.folder), encodeURIComponent(path.filename)];
    return this.#connection.url(`/api/v1/folders/${inFolder}/files/${filename}/download`);
  }
}

/** The parameters of a file. */
export function at(folder: string, name: string) {
  return { params: { path: { folder: folderPath(folder), filename: fileName(name) } } };
}
