//! Paths of folders.

use std::fmt;

use crate::drive::{Error, NodeName};

/// The deepest folder, counted from the root. A bound for walks through the tree.
const MAX_DEPTH: usize = 64;

/// The names that lead from the root to a folder: `photos/2024`. Never empty: files are in folders.
#[derive(Clone, PartialEq, Eq)]
pub struct FolderPath(Vec<NodeName>);

impl FolderPath {
    /// Parses a path, with or without a slash at its ends.
    ///
    /// # Errors
    ///
    /// [`Error::NameInvalid`] when one of its names cannot be one.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let invalid = || Error::NameInvalid(text.to_owned());
        let trimmed = text.strip_prefix('/').unwrap_or(text);
        let trimmed = trimmed.strip_suffix('/').unwrap_or(trimmed);
        let names: Option<Vec<_>> = trimmed.split('/').map(NodeName::parse).collect();
        let names = names.filter(|names| names.len() <= MAX_DEPTH).ok_or_else(invalid)?;
        Ok(Self(names))
    }

    /// The names from the root on.
    pub fn names(&self) -> &[NodeName] {
        &self.0
    }

    /// The last name, and the names of the folders above it.
    pub fn split_last(&self) -> (&NodeName, &[NodeName]) {
        self.0.split_last().expect("it is never empty")
    }
}

impl fmt::Display for FolderPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("/")?;
            }
            f.write_str(name.as_str())?;
        }
        Ok(())
    }
}

impl fmt::Debug for FolderPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FolderPath(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_names_with_slashes() {
        for (text, names) in [("a", vec!["a"]), ("a/b", vec!["a", "b"]), ("/a/b/", vec!["a", "b"])] {
            let path = FolderPath::parse(text).unwrap();
            assert_eq!(path.names().iter().map(NodeName::as_str).collect::<Vec<_>>(), names);
        }
        assert_eq!(FolderPath::parse("/a/b/").unwrap().to_string(), "a/b");
    }

    #[test]
    fn nothing_climbs() {
        for text in ["", "/", "//", "..", "a/../b", "a//b", ".", "a/.", "a\\b"] {
            assert!(matches!(FolderPath::parse(text), Err(Error::NameInvalid(name)) if name == text), "{text}");
        }
    }
}
