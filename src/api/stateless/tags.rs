//! The tags of the OpenAPI document: groups of operations.

/// Signing in and out.
pub(super) const SIGNING_IN: &str = "Stateless: signing in";
/// Chats.
pub(super) const CHATS: &str = "Stateless: chats";
/// Messages and files.
pub(super) const MESSAGES: &str = "Stateless: messages";
