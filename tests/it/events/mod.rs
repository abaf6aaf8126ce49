//! The events API, over real sockets: a test for each sentence of its seed document, what its program's clients expect, and what a trusted
//! server adds.

mod chats;
mod handshake;
mod hostile;
mod isolation;
mod limits;
mod login;
mod malformed;
mod restart;
mod revoked;
mod streaming;
mod subscribe;
mod telegram_login;
mod users;

use crate::rights::For::Socket;
use crate::rights::Row;

/// Method, the route as mounted without its query, and who it is for.
pub const RIGHTS: &[Row] = &[("GET", "/ws/telegram", Socket)];
