//! The APIs, one folder each.

pub mod accounts;
pub mod events;
pub mod gallery;
pub mod stateless;
