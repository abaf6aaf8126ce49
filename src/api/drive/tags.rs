//! The tags of the OpenAPI document: what an operation is about.

/// The operations by which one becomes a user and signs in.
pub(super) const SIGNING_IN: &str = "Drive: signing in";
/// The operations about one's own account.
pub(super) const ACCOUNT: &str = "Drive: account";
/// What operators do.
pub(super) const OPERATORS: &str = "Drive: operators";
/// Signing the storage account in.
pub(super) const STORAGE: &str = "Drive: storage account";
/// Folders.
pub(super) const FOLDERS: &str = "Drive: folders";
/// Files.
pub(super) const FILES: &str = "Drive: files";
/// What was deleted or replaced.
pub(super) const TRASH: &str = "Drive: trash and versions";
/// Encryption.
pub(super) const ENCRYPTION: &str = "Drive: encryption";
/// Shares.
pub(super) const SHARES: &str = "Drive: shares";
/// Statistics, searches, the audit.
pub(super) const OVERVIEW: &str = "Drive: overview";
