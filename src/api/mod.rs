//! The APIs, one folder each.

pub mod accounts;
pub mod drive;
pub mod events;
pub mod gallery;
pub mod stateless;
