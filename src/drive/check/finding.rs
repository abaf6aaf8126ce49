//! What a check may do, and what it tells.

use serde::Serialize;

/// How a check is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct CheckOptions {
    /// Compare the documents' hashes.
    pub deep: bool,
    /// Make missing edits, and delete orphans that are older than a day.
    pub repair: bool,
}

/// How far a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckProgress {
    /// So many messages were read.
    Messages(u64),
    /// So many documents were compared, of so many.
    Documents {
        /// Those that were compared.
        compared: u64,
        /// All.
        all: u64,
    },
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// A segment's message is gone, or has no such document any more.
    SegmentMissing {
        /// The paths of the files that it is a part of.
        files: Vec<String>,
        /// The chat.
        chat: i64,
        /// The message.
        message: i32,
    },
    /// The document's bytes are not those that were sent.
    SegmentAltered {
        /// The paths of the files that it is a part of.
        files: Vec<String>,
        /// The chat.
        chat: i64,
        /// The message.
        message: i32,
    },
    /// The message with a manifest is gone.
    ManifestMissing {
        /// Whose manifest it was.
        of: String,
        /// The chat.
        chat: i64,
        /// The message.
        message: i32,
    },
    /// What has no message with a manifest and is not about to get one.
    ManifestUnposted {
        /// Whose manifest it is.
        of: String,
    },
    /// A message does not say what the rows say.
    ManifestOutdated {
        /// Whose manifest it is.
        of: String,
        /// The chat.
        chat: i64,
        /// The message.
        message: i32,
    },
    /// A message with a manifest that cannot be opened: it was sealed with another key, or is damaged. It is never deleted.
    ManifestUnreadable {
        /// The chat.
        chat: i64,
        /// The message.
        message: i32,
    },
    /// A message that no row needs.
    Orphan {
        /// The chat.
        chat: i64,
        /// The message.
        message: i32,
        /// Whether it is old enough to be deleted.
        is_old: bool,
    },
}

/// The outcome of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Messages that were read.
    pub messages: u64,
    /// Documents whose hashes were compared.
    pub documents: u64,
    /// Changes that are still to be sent to Telegram.
    pub pending: u64,
    /// What was found.
    pub findings: Vec<Finding>,
    /// How many of these were repaired.
    pub repaired: u64,
}

impl Checked {
    /// Whether everything is as it should be, after the repairs. What may be of an upload under way is no fault.
    pub fn is_clean(&self) -> bool {
        let faults = self.findings.iter().filter(|finding| !matches!(finding, Finding::Orphan { is_old: false, .. }));
        faults.count() as u64 == self.repaired
    }
}
