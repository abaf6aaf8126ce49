//! `key_positions`: how far each API key has read each group, so that `latest` goes on there after a restart.

pub(super) mod entity;

mod positions;

pub use positions::{
    GroupReader, NewestMembers, SeenMembers, member_position, message_position, set_member_position,
    set_message_position,
};
