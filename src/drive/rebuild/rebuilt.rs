//! What a rebuild may do, and what it found.

use serde::Serialize;

/// How a rebuild is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct RebuildOptions {
    /// Go on without the messages that cannot be opened: what they are about is lost then.
    pub skip_unreadable: bool,
}

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
    /// Messages that cannot be opened: sealed with another key, or damaged. What they are about is left out.
    pub unopened: u64,
    /// Encrypted files whose owner's key is not among the messages, by name: nobody can read them.
    pub unreadable: Vec<String>,
}
