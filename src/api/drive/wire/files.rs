//! Files and folders.

use rocket::serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::moment;
use crate::drive::Category;
use crate::drive::tree::{FileEntry, FolderEntry, TrashEntry};
use crate::http::dates::iso8601;
use crate::http::fastapi::call::Input;
use crate::http::fastapi::validation::FieldReader;
use crate::store::drive::NodeKind;
use crate::store::drive::nodes::{NodePage, NodeSort};
use crate::store::drive::revisions::Revision;

/// A file, with the keys of the original in their order, and what it is beside them.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveFile)]
pub struct FileBody {
    /// The path of its folder.
    #[schema(example = "myfolder")]
    folder: String,
    /// Its name.
    #[schema(example = "file.txt")]
    filename: String,
    /// Bytes, as a download gives them, in decimal digits.
    #[schema(example = "11")]
    size: String,
    /// Whether it is encrypted.
    encrypted: bool,
    /// The name that it was sent with.
    #[schema(example = "file.txt")]
    original_name: String,
    /// Its number.
    #[schema(example = 4_503_599_627_370_497_i64)]
    id: i64,
    /// The message in the storage chat; 0 until there is one.
    #[schema(example = 7)]
    message_id: i64,
    /// When it was sent, UTC.
    #[schema(example = "2026-11-20T21:15:58")]
    uploaded_at: String,
    /// Its MIME type. Untrusted text.
    #[schema(example = "text/plain")]
    content_type: String,
    /// `image`, `video`, `audio`, `document`, `archive` or `other`.
    #[schema(example = "document")]
    category: &'static str,
}

impl From<FileEntry> for FileBody {
    fn from(FileEntry { node, facts, folder }: FileEntry) -> Self {
        Self {
            folder,
            filename: node.name,
            size: facts.size.to_string(),
            encrypted: facts.is_encrypted,
            original_name: facts.original_name,
            id: node.id.0,
            message_id: facts.message.unwrap_or_default(),
            uploaded_at: moment(facts.uploaded),
            category: Category::from_number(facts.category).name(),
            content_type: facts.content_type,
        }
    }
}

/// A folder, with the keys of the original in their order.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveFolder)]
pub struct FolderBody {
    /// Its number.
    #[schema(example = 4_503_599_627_370_498_i64)]
    id: i64,
    /// Its path.
    #[schema(example = "myfolder")]
    name: String,
    /// How many files are in it; null while there are none.
    #[schema(required, example = 1)]
    file_count: Option<usize>,
    /// The messages of these, with commas between them; null while there are none.
    #[schema(required, example = "7")]
    message_ids: Option<String>,
    /// When it was made, UTC.
    #[schema(example = "2026-11-20T21:15:58")]
    created_at: String,
    /// A sentence; of a folder that was just made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Folder 'myfolder' created")]
    message: Option<String>,
}

impl FolderBody {
    /// A folder that was just made.
    pub fn made(entry: FolderEntry) -> Self {
        let message = Some(format!("Folder '{}' created", entry.path));
        Self { message, ..entry.into() }
    }
}

impl From<FolderEntry> for FolderBody {
    fn from(FolderEntry { node, path, messages }: FolderEntry) -> Self {
        let has_files = !messages.is_empty();
        let ids = messages.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        Self {
            id: node.id.0,
            name: path,
            file_count: has_files.then_some(messages.len()),
            message_ids: has_files.then_some(ids),
            created_at: moment(node.created),
            message: None,
        }
    }
}

/// `POST /folders/`
#[derive(ToSchema)]
#[schema(as = DriveMakeFolder)]
pub struct MakeFolder {
    /// The name; with slashes the path, below folders that are there.
    #[schema(example = "myfolder")]
    pub folder: String,
}

impl Input for MakeFolder {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        fields.text("folder").map(|folder| Self { folder })
    }
}

/// A new name.
#[derive(ToSchema)]
#[schema(as = DriveRename)]
pub struct Rename {
    /// The name.
    #[schema(example = "newname")]
    pub new_name: String,
}

impl Input for Rename {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        fields.text("new_name").map(|new_name| Self { new_name })
    }
}

/// Where a file goes.
#[derive(ToSchema)]
#[schema(as = DriveMoveFile)]
pub struct Destination {
    /// The folder's path.
    #[schema(example = "otherfolder")]
    pub dest_folder: String,
}

impl Input for Destination {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        fields.text("dest_folder").map(|dest_folder| Self { dest_folder })
    }
}

/// Where a folder goes.
#[derive(ToSchema)]
#[schema(as = DriveMoveFolder)]
pub struct FolderDestination {
    /// The folder that it goes into; empty: to the top.
    #[schema(example = "otherfolder")]
    pub dest_folder: String,
}

impl Input for FolderDestination {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        fields.text("dest_folder").map(|dest_folder| Self { dest_folder })
    }
}

/// The query of a list of files. Without any of it, all are listed by name.
pub struct ListFiles(pub NodePage);

/// How many files one page has at most.
const MAX_PAGE: u64 = 10_000;

impl Input for ListFiles {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let sorts = [("name", NodeSort::Name), ("uploaded_at", NodeSort::Uploaded), ("size", NodeSort::Size)];
        let sort = fields.optional_choice("sort", &sorts).unwrap_or_default();
        let descending = fields.optional_choice("order", &[("asc", false), ("desc", true)]).unwrap_or_default();
        let (limit, offset) = (fields.optional_at_least("limit", 1), fields.optional_at_least("offset", 0));
        Some(Self(NodePage {
            sort,
            descending,
            offset: offset.unwrap_or_default(),
            limit: limit.map(|limit| limit.min(MAX_PAGE)),
        }))
    }
}

/// A content that a file has or had.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveVersion)]
pub struct VersionBody {
    /// Its number: the newest has the highest.
    #[schema(example = 2)]
    version: i32,
    /// Bytes.
    #[schema(example = 11)]
    size: u64,
    /// SHA-256, in hexadecimal digits; empty of what was imported.
    #[schema(example = "64ec88ca00b268e5ba1a35678a1b5316d212f4f366b2477232534a8aeca37f3c")]
    sha256: String,
    /// Its MIME type. Untrusted text.
    #[schema(example = "text/plain")]
    content_type: String,
    /// Whether it is encrypted.
    encrypted: bool,
    /// When it was sent, UTC.
    #[schema(example = "2026-11-20T21:15:58Z")]
    created_at: String,
    /// Who sent it.
    #[schema(example = "user")]
    created_by: String,
}

impl From<Revision> for VersionBody {
    fn from(revision: Revision) -> Self {
        Self {
            version: revision.number,
            size: revision.size,
            sha256: revision.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
            content_type: revision.content_type,
            encrypted: revision.is_encrypted,
            created_at: iso8601::format(revision.created),
            created_by: revision.created_by,
        }
    }
}

/// Something in the trash.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveTrashEntry)]
pub struct TrashBody {
    /// Its number.
    #[schema(example = 4_503_599_627_370_497_i64)]
    id: i64,
    /// `file` or `folder`.
    #[schema(example = "file")]
    kind: &'static str,
    /// The path that it had.
    #[schema(example = "myfolder/file.txt")]
    path: String,
    /// Of a file: bytes.
    #[schema(required, example = 11)]
    size: Option<u64>,
    /// When it was deleted, UTC.
    #[schema(example = "2026-11-20T21:15:58Z")]
    deleted_at: String,
    /// When it is deleted for good.
    #[schema(required, example = "2026-12-20T21:15:58Z")]
    expires_at: Option<String>,
}

impl From<TrashEntry> for TrashBody {
    fn from(TrashEntry { node, path, until }: TrashEntry) -> Self {
        Self {
            id: node.id.0,
            kind: if node.kind == NodeKind::File { "file" } else { "folder" },
            path,
            size: node.file.map(|file| file.size),
            deleted_at: iso8601::format(node.trashed.unwrap_or(OffsetDateTime::UNIX_EPOCH)),
            expires_at: until.map(iso8601::format),
        }
    }
}

/// A file as a form.
#[derive(ToSchema)]
#[schema(as = DriveFileForm)]
#[expect(dead_code, reason = "it stands for the form in the OpenAPI document")]
pub struct FileForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}
