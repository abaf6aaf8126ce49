//! The tags of the OpenAPI document: what an operation is about.

/// The operations about signing in.
pub(super) const SIGNING_IN: &str = "Gallery: signing in";
/// The operations about what is in Saved Messages.
pub(super) const MEDIA: &str = "Gallery: media";
/// The operations about bytes.
pub(super) const FILES: &str = "Gallery: files";
