//! Telegram's sizes of pictures: decoding and scaling ([`picture`]), stripped thumbnails ([`stripped`]), and the prepared sizes of the
//! demo content's pictures ([`prepared`]).

mod picture;
pub(crate) mod prepared;
mod stripped;

pub(crate) use picture::{Largest, Picture, RenderedSize};
