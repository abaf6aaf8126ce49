import { answered } from "../failure.js";
import type { components } from "../schema.js";
import type { Connection } from "./connection.js";
import { at } from "./files.js";
import { folderPath, shareToken } from "./names.js";

export type DriveShare = components["schemas"]["DriveShare"];
/** What a share may do: expires after 60 minutes unless told, without a password, for any number of downloads, without decrypting. */
export type ShareOptions = components["schemas"]["DriveShareOptions"];

/** A share that was just made. Its token is told this once. */
export interface ShareLink {
  kind: "file" | "folder";
  /** What opens it; a secret. */
  token: string;
  /** The address of what is shared; `…/download` gives a file's bytes. */
  url: string;
}

/** The links that the user hands out. */
export class Shares {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Those that can be used, the newest first; their tokens are not known any more. */
  list(): Promise<DriveShare[]> {
    return answered(this.#connection.api.GET("/api/v1/shares/"));
  }

  /** Shares a file; the share follows it through renames and moves. */
  async createForFile(folder: string, name: string, options: ShareOptions = {}): Promise<ShareLink> {
    const request = { ...at(folder, name), body: options };
    const made = this.#connection.api.POST("/api/v1/folders/{folder}/files/{filename}/share", request);
    return this.#link("file", (await answered(made)).message);
  }

  /** Shares a folder: the files that are in it when somebody looks. */
  async createForFolder(folder: string, options: ShareOptions = {}): Promise<ShareLink> {
    const request = { params: { path: { folder: folderPath(folder) } }, body: options };
    const made = this.#connection.api.POST("/api/v1/folders/{folder}/share", request);
    return this.#link("folder", (await answered(made)).message);
  }

  /** Ends a share at once, by its token or its link. */
  async revoke(link: string): Promise<void> {
    const params = { path: { token: shareToken(link) } };
    await answered(this.#connection.api.POST("/api/v1/access/revoke/{token}", { params }));
  }

  #link(kind: ShareLink["kind"], path: string): ShareLink {
    return { kind, token: shareToken(path), url: this.#connection.url(path) };
  }
}
