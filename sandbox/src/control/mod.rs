//! The control port: counters, link, faults and more as JSON over HTTP, for tests in other processes and languages.
//!
//! The sandbox's README lists the calls. The port listens on loopback only and has no authentication; requests that a web page may have
//! sent are refused ([`guard`]).

mod error;
mod guard;
mod routes;
mod server;
mod wire;

#[cfg(test)]
mod tests;

pub(crate) use server::Control;
pub use server::Error;
