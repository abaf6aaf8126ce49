//! The APIs, one folder each.

pub mod gallery;
