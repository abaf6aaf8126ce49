//! The tags of the OpenAPI document: what an operation is about.

/// The operations by which one gets a string, and gets rid of it.
pub(super) const SIGNING_IN: &str = "Stateless: signing in";
/// The operations about chats.
pub(super) const CHATS: &str = "Stateless: chats";
/// The operations about messages.
pub(super) const MESSAGES: &str = "Stateless: messages";
