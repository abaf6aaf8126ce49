//! What a rebuild found.

use serde::Serialize;

/// What a rebuild found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rebuilt {
    /// Messages that were read.
    pub messages: u64,
    /// Users; those whose message is gone have a made-up name.
    pub users: u64,
    /// Folders.
    pub folders: u64,
    /// Files.
    pub files: u64,
    /// Contents, the newest of each file included.
    pub contents: u64,
    /// Contents that lack a segment: the name of the file, and the number of the content.
    pub incomplete: Vec<(String, i32)>,
    /// Names of what is in `Recovered` now.
    pub recovered: Vec<String>,
    /// Encrypted files whose owner's key is not among the messages, by name: nobody can read them.
    pub unreadable: Vec<String>,
}
