import { answered } from "../failure.js";
import type { components } from "../schema.js";
import type { Connection } from "./connection.js";

export type DriveTrashEntry = components["schemas"]["DriveTrashEntry"];

/** What the user deleted. */
export class Trash {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The latest first. */
  list(): Promise<DriveTrashEntry[]> {
    return answered(this.#connection.api.GET("/api/v1/trash/"));
  }

  /** Takes something out of the trash, and tells the sentence that says to where. */
  async restore(id: number): Promise<string> {
    const answer = await answered(this.#connection.api.POST("/api/v1/trash/{id}/restore", { params: { path: { id } } }));
    return answer.message;
  }

  /** Deletes something for good. */
  async delete(id: number): Promise<void> {
    await answered(this.#connection.api.DELETE("/api/v1/trash/{id}", { params: { path: { id } } }));
  }

  /** Deletes all of it for good. */
  async empty(): Promise<void> {
    await answered(this.#connection.api.DELETE("/api/v1/trash/"));
  }
}
