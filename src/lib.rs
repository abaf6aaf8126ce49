//! Heliograph puts a Telegram account behind an HTTP server made for browsers.
//!
//! [`Heliograph`] is the server: it opens the store, starts the Telegram core, and mounts the APIs and the pages.
//! The map of the code is in `docs/ARCHITECTURE.md`.

pub mod accounts;
pub mod api;
pub mod browser;
pub mod cache;
pub mod config;
mod digits;
pub mod drive;
pub mod http;
pub mod keys;
pub mod pages;
pub mod store;
pub mod stream;
pub mod telegram;

mod server;

pub use server::{Ending, Heliograph, StartError, openapi};
