//! The integration tests: the whole server, the real grammers client, and the sandbox, on loopback.

mod accounts;
mod code_delivery;
mod drive;
mod drive_command;
mod events;
mod form_names;
mod gallery;
mod harness;
mod house;
mod keys_command;
mod openapi;
mod pasted;
mod refusals;
mod rights;
mod soak;
mod stages;
mod stateless;
