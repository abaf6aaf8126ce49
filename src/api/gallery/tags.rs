//! The tags of the OpenAPI document: groups of operations.

/// Signing in and out.
pub(super) const SIGNING_IN: &str = "Gallery: signing in";
/// The media in Saved Messages.
pub(super) const MEDIA: &str = "Gallery: media";
/// The bytes of files.
pub(super) const FILES: &str = "Gallery: files";
