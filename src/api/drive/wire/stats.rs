//! Statistics, searches, the audit.

use std::collections::BTreeMap;

use rocket::serde::Serialize;
use utoipa::ToSchema;
use zeroize::Zeroizing;

use super::FileBody;
use crate::drive::tree::FolderPath;
use crate::drive::{self, ActorKind, Category, Cursor, Found, Imported, Search, Stats};
use crate::http::dates::iso8601;
use crate::http::fastapi::call::Input;
use crate::http::fastapi::validation::FieldReader;
use crate::store::drive::audit::AuditEntry;

/// What a user stores, with the keys of the original in their order, and more beside them.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveStats)]
pub struct StatsBody {
    /// Bytes of all files, as they are stored, with a unit.
    #[schema(example = "50.00 B")]
    total_space_used: String,
    /// Files.
    #[schema(example = 8)]
    total_files: u64,
    /// Folders.
    #[schema(example = 3)]
    total_folders: u64,
    /// Bytes of the files in each folder, as they are stored.
    space_used_for_folder: BTreeMap<String, u64>,
    /// Whether encryption is switched on.
    encryption_enabled: bool,
    /// Files and bytes of each category.
    categories: BTreeMap<&'static str, CategoryBody>,
    /// Bytes at Telegram, with trash and versions.
    #[schema(example = 50)]
    stored_bytes: u64,
    /// Bytes that may be stored there; null: no limit.
    #[schema(required, example = 1_073_741_824)]
    quota: Option<u64>,
}

/// A category.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveCategory)]
pub struct CategoryBody {
    /// Files.
    files: u64,
    /// Bytes, as they are stored.
    bytes: u64,
}

impl From<Stats> for StatsBody {
    fn from(stats: Stats) -> Self {
        let category =
            |(category, files, bytes): (Category, u64, u64)| (category.name(), CategoryBody { files, bytes });
        Self {
            total_space_used: with_unit(stats.bytes),
            total_files: stats.files,
            total_folders: stats.folders,
            space_used_for_folder: stats.by_folder,
            encryption_enabled: stats.encrypts,
            categories: stats.by_category.into_iter().map(category).collect(),
            stored_bytes: stats.stored,
            quota: stats.quota,
        }
    }
}

/// With two decimals and a binary unit, as the original writes it.
fn with_unit(bytes: u64) -> String {
    const UNITS: [&str; 6] = ["B", "KB", "MB", "GB", "TB", "PB"];
    let (mut size, mut unit) = (bytes as f64, 0);
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.2} {}", UNITS[unit])
}

/// The query of a search.
pub struct SearchFiles(pub Result<Search, drive::Error>);

impl Input for SearchFiles {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let categories = Category::ALL.map(|category| (category.name(), category));
        let text = fields.optional_text("q").unwrap_or_default();
        let folder = fields.optional_text("folder").map(|path| FolderPath::parse(&path)).transpose();
        let category = fields.optional_choice("category", &categories);
        let content_type = fields.optional_text("content_type");
        let (from, to) = (fields.optional_moment("from"), fields.optional_moment("to"));
        let (min_size, max_size) = (fields.optional_at_least("min_size", 0), fields.optional_at_least("max_size", 0));
        let best_first = fields.optional_choice("sort", &[("newest", false), ("best", true)]).unwrap_or_default();
        let cursor = fields.optional_text("cursor");
        let limit = fields.optional_at_least("limit", 1).unwrap_or(100);
        let cursor = match cursor.map(|text| Cursor::parse(&text)) {
            Some(None) => return fields.unreadable("cursor"),
            cursor => cursor.flatten(),
        };
        Some(Self(folder.map(|folder| Search {
            text,
            folder,
            category,
            content_type,
            from: from.map(|moment| moment.start),
            to: to.map(|moment| moment.end + time::Duration::SECOND),
            min_size,
            max_size,
            best_first,
            cursor,
            limit,
        })))
    }
}

/// Files that were found.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveFound)]
pub struct FoundBody {
    /// The files.
    files: Vec<FileBody>,
    /// The `cursor` of the next page; null after the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

impl From<Found> for FoundBody {
    fn from(found: Found) -> Self {
        Self {
            files: found.files.into_iter().map(FileBody::from).collect(),
            next_cursor: found.next.map(Cursor::to_text),
        }
    }
}

/// The query of a page of the audit.
pub struct ListAudit {
    /// Only entries with lower numbers.
    pub before: Option<i64>,
    /// How many at most.
    pub limit: u64,
}

impl Input for ListAudit {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let (before, limit) = (fields.optional_integer("before"), fields.optional_at_least("limit", 1));
        Some(Self { before, limit: limit.unwrap_or(100).min(1000) })
    }
}

/// Something that was done, or tried.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveAuditEntry)]
pub struct AuditBody {
    /// Its number: later ones have higher ones.
    #[schema(example = 42)]
    id: i64,
    /// When, UTC.
    #[schema(example = "2026-11-20T21:15:58Z")]
    at: String,
    /// Whose files or account it was about; null where nobody has the name that was tried.
    #[schema(required, example = "user")]
    username: Option<String>,
    /// `user`, `app_password`, `share` or `server`.
    #[schema(example = "user")]
    actor_kind: &'static str,
    /// Who did it: a user, with an app password its name after a slash, or a share by its number.
    #[schema(required, example = "user/laptop")]
    actor: Option<String>,
    /// What.
    #[schema(example = "file.upload")]
    action: String,
    /// The number of the file or folder.
    #[schema(required)]
    node_id: Option<i64>,
    /// Its path then, or what else it was about.
    #[schema(required, example = "myfolder/file.txt")]
    name: Option<String>,
    /// The client's address.
    #[schema(required, example = "127.0.0.1")]
    address: Option<String>,
    /// `ok`, or why not.
    #[schema(example = "ok")]
    outcome: String,
}

impl AuditBody {
    /// An entry, and the name of the user whom it is about.
    pub fn new((entry, username): (AuditEntry, Option<String>)) -> Self {
        Self {
            id: entry.id,
            at: iso8601::format(entry.at),
            username,
            actor_kind: ActorKind::name_of(entry.actor_kind),
            actor: entry.actor,
            action: entry.action,
            node_id: entry.node.map(|id| id.0),
            name: entry.name,
            address: entry.address,
            outcome: entry.outcome,
        }
    }
}

/// `POST /import`
#[derive(ToSchema)]
#[schema(as = DriveImport)]
pub struct Import {
    /// The chat: `me` for Saved Messages, an id, or a public name.
    #[schema(example = "me")]
    pub chat: String,
    /// Whose files they become.
    #[schema(example = "user")]
    pub username: String,
    /// The folder that they go into; made where it is missing.
    #[schema(example = "Saved Messages")]
    pub folder: String,
    /// Only messages after this one: `last_message` of the answer before.
    #[schema(example = 100)]
    pub after: Option<u64>,
}

impl Input for Import {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let (chat, username, folder) = (fields.text_or_number("chat"), fields.text("username"), fields.text("folder"));
        let after = fields.optional_at_least("after", 0);
        Some(Self { chat: chat?, username: username?, folder: folder?, after })
    }
}

/// What an import did.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveImported)]
pub struct ImportedBody {
    /// Documents that became files.
    imported: u64,
    /// Documents that the user had already.
    known: u64,
    /// The last message that was looked at.
    #[schema(required, example = 100)]
    last_message: Option<i32>,
    /// Whether the chat has more.
    has_more: bool,
}

impl From<Imported> for ImportedBody {
    fn from(imported: Imported) -> Self {
        let Imported { imported, known, last_message, has_more } = imported;
        Self { imported, known, last_message, has_more }
    }
}

/// An age identity.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveIdentity)]
pub struct IdentityBody {
    /// What the `age` program takes as its identity; a secret.
    #[schema(value_type = String, example = "AGE-SECRET-KEY-1…")]
    identity: String,
}

impl IdentityBody {
    /// That one.
    pub fn new(identity: &Zeroizing<String>) -> Self {
        Self { identity: identity.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::with_unit;

    #[test]
    fn sizes_have_units() {
        for (bytes, text) in [
            (0, "0.00 B"),
            (50, "50.00 B"),
            (1023, "1023.00 B"),
            (1024, "1.00 KB"),
            (1536, "1.50 KB"),
            (1 << 30, "1.00 GB"),
            (1 << 60, "1024.00 PB"),
        ] {
            assert_eq!(with_unit(bytes), text);
        }
    }
}
