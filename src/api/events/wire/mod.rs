//! What goes over the socket: requests ([`request`]) and frames ([`frame`]), people and messages in Telegram's own terms ([`user`],
//! [`chat`]).

mod chat;
mod frame;
mod moment;
mod request;
mod user;

pub use chat::ChatsMessage;
pub use frame::{CONNECTED, Frame};
pub use request::{Data, Malformed, Request, latest};
pub use user::UserMessage;
