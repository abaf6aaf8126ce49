//! Frames from the client ([`request`]) and to it ([`frame`]), with people ([`user`]) and messages ([`chat`]) in Telethon's terms.

mod chat;
mod frame;
mod moment;
mod request;
mod user;

pub use chat::ChatsMessage;
pub use frame::{CONNECTED, Frame};
pub use request::{Data, Malformed, Request, latest};
pub use user::UserMessage;
