//! The control port: the sandbox's figures and levers as JSON over HTTP, for tests in other processes and languages.
//!
//! | call | does |
//! |---|---|
//! | `GET /status` | layer, data centres, public key |
//! | `GET /counters`, `DELETE /counters` | the figures; starts them over |
//! | `GET /link`, `PUT /link` | the line of every connection |
//! | `POST /faults`, `DELETE /faults` | orders trouble; cancels it |
//! | `POST /file-references/expire` | every file reference given out so far is expired |
//! | `POST /accounts/<phone>/revoke` | all of the account's authorizations end |
//! | `POST /accounts/<phone>/messages` | a new message in its Saved Messages |
//! | `POST /accounts/<phone>/accept-login` | what scanning a QR code does |
//!
//! Whoever can reach it may use it, so it listens on loopback only, and turns away what a web page could send: requests with an
//! `Origin`, or for a host that is not loopback ([`guard`]).

mod error;
mod guard;
mod routes;
mod server;
mod wire;

#[cfg(test)]
mod tests;

pub(crate) use server::Control;
pub use server::Error;
