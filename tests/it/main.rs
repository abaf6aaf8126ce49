//! The integration tests: the whole server, the real grammers client, and the sandbox, on loopback.

mod gallery;
mod harness;
mod house;
mod openapi;
mod soak;
