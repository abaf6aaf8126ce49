//! Why a file cannot be decrypted.

/// Why a file cannot be decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The header is not one of an age file, or longer than any that we read.
    #[error("the header is not that of an age file")]
    Header,
    /// It is encrypted for others.
    #[error("the file is encrypted for somebody else")]
    NoMatch,
    /// Somebody without the file's key changed the header.
    #[error("the header is not authentic")]
    Mac,
    /// A chunk was changed, left out, or moved, or the file was cut.
    #[error("the payload is not authentic")]
    Payload,
}
