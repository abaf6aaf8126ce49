/**
 * Names that become parts of an address, checked before they are sent. The server checks them too, but it would not get to see all of them: `fetch` takes
 * `files/..` for the folder itself, and of an upload named `a/b.txt` the server takes the last part.
 */
import { HeliographError } from "../failure.js";

/** What no name of a file or folder has. */
const FORBIDDEN = /[\\/:"*?<>|\u0000-\u001f]/;

/** The name of a file. */
export function fileName(name: string): string {
  if (isNoName(name) || FORBIDDEN.test(name)) {
    throw refused(name);
  }
  return name;
}

/** The path of a folder, with slashes between names. */
export function folderPath(path: string): string {
  if (isNoName(path)) {
    throw refused(path);
  }
  return path;
}

/** The token of a share: the last part of its link, or the token itself. */
export function shareToken(link: string): string {
  const token = link.replace(/\/download$/, "").split("/").at(-1) ?? "";
  if (isNoName(token)) {
    throw new HeliographError(401, { error: "Share token revoked or not found" });
  }
  return token;
}

function isNoName(text: string): boolean {
  return text === "" || text === "." || text === "..";
}

/** As the server says it. */
function refused(name: string): HeliographError {
  return new HeliographError(400, { error: `Invalid name '${name}': contains invalid characters` });
}
