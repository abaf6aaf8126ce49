//! The accounts API, over real sockets: what its seed document promises, what its program's clients expect, and what a trusted server adds.

mod chats;
mod errors;
mod files;
mod isolation;
mod keys;
mod messages;
mod qr_login;
pub mod rights;
mod sessions;
mod sign_in;
mod waits;
