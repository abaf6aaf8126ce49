//! The tables.

pub mod app_password;
pub mod audit_entry;
pub mod channel;
pub mod node;
pub mod outbox_entry;
pub mod revision;
pub mod revision_segment;
pub mod segment;
pub mod session;
pub mod share;
pub mod storage;
pub mod user;
