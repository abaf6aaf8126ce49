//! Folders and files: names, places, trash, versions.
//!
//! What changes names alone changes rows alone, and notes in the outbox which messages are out of date then. So it works while Telegram is away, and
//! renaming a folder is one row and one message, whatever is in it.

mod copy;
mod files;
mod folder_path;
mod folders;
mod purge;
mod trash;
mod versions;

pub use files::FileEntry;
pub use folder_path::FolderPath;
pub use folders::FolderEntry;
pub(in crate::drive) use trash::RECOVERED;
pub use trash::TrashEntry;
