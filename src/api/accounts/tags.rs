//! The tags of the OpenAPI document: what an operation is about.

/// The operations about getting in.
pub(super) const SIGNING_IN: &str = "Accounts: signing in";
/// The operations about sessions.
pub(super) const SESSIONS: &str = "Accounts: sessions";
/// The operations about the account itself.
pub(super) const ACCOUNT: &str = "Accounts: who it is";
/// The operations about chats.
pub(super) const CHATS: &str = "Accounts: chats";
/// The operations about messages and files.
pub(super) const MESSAGES: &str = "Accounts: messages";
