//! Finding files.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization;

use super::tree::{FileEntry, FolderPath};
use super::{Actor, Category, Drive, Error};
use crate::store::drive::NodeId;
use crate::store::drive::search::{self, Position};

/// The most words of a search; more are not looked at.
const MAX_WORDS: usize = 16;
/// The most files in a page.
pub const MAX_PAGE: u64 = 1000;

/// What somebody searches for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Words of names, in any order.
    pub text: String,
    /// Only in this folder and below.
    pub folder: Option<FolderPath>,
    /// Only files of this category.
    pub category: Option<Category>,
    /// Only files whose MIME type begins so.
    pub content_type: Option<String>,
    /// Only files sent then or later.
    pub from: Option<OffsetDateTime>,
    /// Only files sent before.
    pub to: Option<OffsetDateTime>,
    /// Only files of at least so many bytes.
    pub min_size: Option<u64>,
    /// Only files of at most so many bytes.
    pub max_size: Option<u64>,
    /// Whether the best match comes first, instead of the newest.
    pub best_first: bool,
    /// Where the page before ended.
    pub cursor: Option<Cursor>,
    /// How many at most.
    pub limit: u64,
}

/// Where a page of results ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor(Position);

/// A page of results.
#[derive(Clone, Debug)]
pub struct Found {
    /// The files.
    pub files: Vec<FileEntry>,
    /// Where the next page begins; none after the last.
    pub next: Option<Cursor>,
}

impl Drive {
    /// A user's files that match.
    pub async fn search(&self, actor: &Actor, search: &Search) -> Result<Found, Error> {
        // As names are stored for searches.
        let text: String = search.text.to_lowercase().nfc().collect();
        let paths = self.folder_paths(actor).await?;
        let within = match &search.folder {
            None => None,
            Some(path) => {
                let (path, prefix) = (path.to_string(), format!("{path}/"));
                let is_within = |entry: &(&NodeId, &String)| *entry.1 == path || entry.1.starts_with(&prefix);
                let ids: Vec<_> = paths.iter().filter(is_within).map(|(id, _)| *id).collect();
                if ids.is_empty() {
                    return Err(Error::FolderNotFound(path));
                }
                Some(ids)
            }
        };
        let limit = search.limit.clamp(1, MAX_PAGE);
        let query = search::Search {
            words: text.split_whitespace().take(MAX_WORDS).map(str::to_owned).collect(),
            folders: within,
            category: search.category.map(Category::number),
            content_type: search.content_type.clone(),
            from: search.from,
            to: search.to,
            min_size: search.min_size,
            max_size: search.max_size,
            best_first: search.best_first,
            after: search.cursor.map(|Cursor(position)| position),
            limit: limit + 1,
        };
        let mut found = search::find(&self.store, actor.user, &query).await?;
        let is_more = found.len() as u64 > limit;
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = found.last().filter(|_| is_more).map(|(_, position)| Cursor(*position));
        let folder = |parent: Option<NodeId>| parent.and_then(|id| paths.get(&id)).cloned().unwrap_or_default();
        let files = found.into_iter().filter_map(|(node, _)| FileEntry::new(node.clone(), folder(node.parent)));
        Ok(Found { files: files.collect(), next })
    }
}

impl Cursor {
    /// As a client keeps it.
    pub fn to_text(self) -> String {
        let Self(Position { rank, uploaded, node }) = self;
        let bytes = [rank.to_be_bytes(), uploaded.to_be_bytes(), node.0.to_be_bytes()].concat();
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What a client kept.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let [rank, uploaded, node] = bytes.as_chunks::<8>().0 else { return None };
        let number = |bytes: &[u8; 8]| i64::from_be_bytes(*bytes);
        (bytes.len() == 24)
            .then(|| Self(Position { rank: number(rank), uploaded: number(uploaded), node: NodeId(number(node)) }))
    }
}
