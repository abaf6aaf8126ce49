import { answered } from "../failure.js";
import type { components } from "../schema.js";
import type { Connection } from "./connection.js";
import { folderPath } from "./names.js";

export type DriveFolder = components["schemas"]["DriveFolder"];

/** The user's folders, each by its path: `photos/2024`. */
export class Folders {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** All of them, by path. */
  list(): Promise<DriveFolder[]> {
    return answered(this.#connection.api.GET("/api/v1/folders/"));
  }

  /** Makes a folder, below folders that are there. */
  create(path: string): Promise<DriveFolder> {
    return answered(this.#connection.api.POST("/api/v1/folders/", { body: { folder: path } }));
  }

  /** Gives a folder another name; the files in it follow. */
  async rename(path: string, name: string): Promise<void> {
    const params = { path: { folder: folderPath(path) } };
    await answered(this.#connection.api.PUT("/api/v1/folders/{folder}/rename", { params, body: { new_name: name } }));
  }

  /** Moves a folder with everything in it into another one; `""` is the top. */
  async move(path: string, into: string): Promise<void> {
    const params = { path: { folder: folderPath(path) } };
    await answered(this.#connection.api.POST("/api/v1/folders/{folder}/move", { params, body: { dest_folder: into } }));
  }

  /** Moves a folder with everything in it to the trash. */
  async delete(path: string): Promise<void> {
    const params = { path: { folder: folderPath(path) } };
    await answered(this.#connection.api.DELETE("/api/v1/folders/{folder}/", { params }));
  }
}
