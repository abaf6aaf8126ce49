//! The settings: as they are written, and parsed.
//!
//! `main` gathers the variables (`.env`, then the environment) and hands them to [`Config::read`] with the path of `Rocket.toml`; nothing
//! below `main` looks at the environment. Layers, later ones winning: built-in defaults, `Rocket.toml`, `.env`, environment. [`raw`] knows
//! how settings are spelt, the topics ([`telegram`], [`storage`], [`web`], [`sessions`], [`sign_in`], [`streaming`], [`drive`], [`server`]) turn them into values
//! that can be used without another check. An error names the setting and what is wrong with it, and never repeats a secret.
//!
//! Every setting is in `.env.example`; a test keeps the two alike.

pub mod drive;
pub mod error;
pub mod raw;
pub mod secret;
pub mod server;
pub mod sessions;
mod settings;
pub mod sign_in;
pub mod storage;
pub mod streaming;
pub mod telegram;
pub mod time_limits;
pub mod web;

#[cfg(test)]
mod tests;

pub use drive::Drive;
pub use error::Error;
pub use secret::Secret;
pub use sessions::Sessions;
pub use settings::Config;
pub use sign_in::SignInLimits;
pub use storage::{DatabaseUrl, PostgresUrl, Storage};
pub use streaming::Streaming;
pub use telegram::{ApiCredentials, Server, Telegram};
pub use time_limits::{AccountLimits, BodyLimits, CallLimits, FloodWaitLimits, SocketLimits, TimeLimits, UpdateLimits};
pub use web::{Origin, Web};
