import type { DriveOptions } from "./connection.js";
import { Drive } from "./drive.js";
import { SharedFile, SharedFolder, type VisitOptions } from "./visit.js";

/** Heliograph's drive at that address: `""` for the page's own origin. */
export function createDrive(baseUrl = "", options: DriveOptions = {}): Drive {
  return new Drive(baseUrl, options);
}

/** What a link of the drive shows to whoever has it: the link itself, its path at `baseUrl`, or the token alone for a file. */
export function openShare(link: string, options: VisitOptions & { baseUrl?: string } = {}): SharedFile | SharedFolder {
  const [, origin, kind] = link.match(/^(https?:\/\/.+?)?\/api\/v1\/access\/(file|folder)\//) ?? [];
  const { baseUrl = origin ?? "", ...others } = options;
  return kind === "folder" ? new SharedFolder(baseUrl, link, others) : new SharedFile(baseUrl, link, others);
}

export type {
  Account,
  DriveAppPassword,
  DriveAppPasswordSecret,
  DriveEnrolment,
  DriveSession,
  DriveUser,
} from "./account.js";
export type { Credentials, DriveOptions, RenewalReason } from "./connection.js";
export type { Download, DownloadHead, DownloadOptions } from "./download.js";
export type { AuditQuery, Drive, DriveAuditEntry, DriveFound, DriveStats, SearchQuery } from "./drive.js";
export type { Encryption } from "./encryption.js";
export type { DriveFile, DriveVersion, Files, ListQuery } from "./files.js";
export type { DriveFolder, Folders } from "./folders.js";
export type { DriveImport, DriveImported, DriveQr, Operator } from "./operator.js";
export type { DriveShare, ShareLink, ShareOptions, Shares } from "./shares.js";
export type { Token } from "./token.js";
export type { DriveTrashEntry, Trash } from "./trash.js";
export type { DriveUploadOptions, UploadSource } from "./upload.js";
export { SharedFile, SharedFolder, type VisitOptions } from "./visit.js";
