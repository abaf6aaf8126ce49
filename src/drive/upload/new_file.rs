//! A file that is about to be sent.

use crate::drive::NodeName;
use crate::drive::tree::FolderPath;

/// What a sent file does when there is one of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameTaken {
    /// It gets a numbered name: `(1).name`.
    Number,
    /// It becomes the newest content of that file.
    Replace,
}

/// A file that is about to be sent.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// The folder; made where it is missing.
    pub folder: FolderPath,
    /// The name.
    pub name: NodeName,
    /// The name that the sender gave.
    pub original_name: String,
    /// The MIME type that the sender gave.
    pub content_type: Option<String>,
    /// What happens when the name is taken.
    pub name_taken: NameTaken,
    /// Bytes, where the sender said so.
    pub size: Option<u64>,
}

impl NewFile {
    /// The path that it is to have.
    pub fn path(&self) -> String {
        format!("{}/{}", self.folder, self.name)
    }

    /// The type of its content: what the sender says, unless that says nothing; else by the name.
    pub fn content_type(&self) -> String {
        let given = self.content_type.as_deref().map(str::trim).filter(|it| !it.is_empty() && it.len() <= 255);
        match given.filter(|it| *it != "application/octet-stream") {
            Some(given) => given.to_owned(),
            None => mime_guess::from_path(self.name.as_str()).first_or_octet_stream().essence_str().to_owned(),
        }
    }
}
