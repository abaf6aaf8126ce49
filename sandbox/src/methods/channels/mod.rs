//! `channels.*`: channels and supergroups, their members, joining and leaving, creating and changing them.

pub(super) mod create;
pub(super) mod join;
pub(super) mod members;
pub(super) mod read;
pub(super) mod send_as;
