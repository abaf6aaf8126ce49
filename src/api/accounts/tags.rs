//! The tags of the OpenAPI document: groups of operations.

/// Signing in.
pub(super) const SIGNING_IN: &str = "Accounts: signing in";
/// Checking and ending sessions.
pub(super) const SESSIONS: &str = "Accounts: sessions";
/// The account's own user.
pub(super) const ACCOUNT: &str = "Accounts: who it is";
/// Contacts and chats.
pub(super) const CHATS: &str = "Accounts: chats";
/// Messages and files.
pub(super) const MESSAGES: &str = "Accounts: messages";
