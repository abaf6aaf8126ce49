//! Heliograph puts a Telegram account behind an HTTP server made for browsers.

pub mod api;
pub mod config;
pub mod http;
pub mod pages;
pub mod store;
pub mod stream;
pub mod telegram;
