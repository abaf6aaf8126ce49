//! The stateless API, called as a script calls it: no cookies, no origin, one header. Sentence by sentence of its document, and then everything
//! that must not happen.

pub mod script;

mod chats;
mod client_held;
mod errors;
mod import;
mod limits;
mod media;
mod messages;
pub mod rights;
mod send_with_file;
mod sending;
mod sign_in;
mod traces;
