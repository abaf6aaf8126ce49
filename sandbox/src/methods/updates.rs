//! `updates.*`: where an account is, and what a client missed.

use grammers_tl_types as tl;
use tl::functions::updates as f;

use super::messages::dialogs::dialog;
use super::messages::list::with_channel;
use super::peer;
use crate::rpc::RpcError;
use crate::world::chats::{marked, peer_of};
use crate::world::refusal::bad_request;
use crate::world::update::{Difference, What};
use crate::world::{Signed, World};

pub(super) fn state(world: &World, signed: &Signed, _: f::GetState) -> Result<tl::enums::updates::State, RpcError> {
    Ok(state_at(world, world.pts(signed.user)).into())
}

pub(super) fn difference(
    world: &World,
    signed: &Signed,
    request: f::GetDifference,
) -> Result<tl::enums::updates::Difference, RpcError> {
    if request.pts <= 0 {
        return Err(bad_request("PERSISTENT_TIMESTAMP_EMPTY"));
    }
    let limit = request.pts_limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
    let now = world.clock().now();
    let (events, complete) = match world.difference(signed.user, request.pts, limit) {
        Difference::None => return Ok(tl::types::updates::DifferenceEmpty { date: now, seq: SEQ }.into()),
        Difference::TooLong => {
            return Ok(tl::types::updates::DifferenceTooLong { pts: world.pts(signed.user) }.into());
        }
        Difference::Events { events, complete } => (events, complete),
    };
    let pts = events.last().map_or(request.pts, |event| event.pts);
    let (new, other): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| event.what == What::New);
    let new: Vec<i32> = new.into_iter().flat_map(|event| event.ids).collect();
    let new_messages = world.saved_messages(signed.user, &new);
    let other_updates = world.updates_of(signed.user, &other);
    let (users, chats) = world.spoken_of(signed.user, &new_messages);
    let new_encrypted_messages = Vec::new();
    let state = state_at(world, pts).into();
    Ok(if complete {
        tl::types::updates::Difference { new_messages, new_encrypted_messages, other_updates, chats, users, state }
            .into()
    } else {
        let intermediate_state = state;
        tl::types::updates::DifferenceSlice {
            new_messages,
            new_encrypted_messages,
            other_updates,
            chats,
            users,
            intermediate_state,
        }
        .into()
    })
}

pub(super) fn channel_difference(
    world: &World,
    signed: &Signed,
    request: f::GetChannelDifference,
) -> Result<tl::enums::updates::ChannelDifference, RpcError> {
    let channel = peer::channel(world, signed, &request.channel)?;
    world.check_readable(signed, channel)?;
    let timeout = Some(CHANNEL_TIMEOUT);
    if request.pts <= 0 {
        return Err(bad_request("PERSISTENT_TIMESTAMP_EMPTY"));
    }
    let pts = world.channel_pts(channel);
    if request.pts > pts {
        return Err(bad_request("PERSISTENT_TIMESTAMP_INVALID"));
    }
    let limit = usize::try_from(request.limit).unwrap_or(0).clamp(1, LONGEST);
    let (events, complete) = match world.channel_missed(channel, request.pts, limit) {
        Difference::None => {
            return Ok(tl::types::updates::ChannelDifferenceEmpty { r#final: true, pts, timeout }.into());
        }
        Difference::TooLong => {
            let top = world.channel_top(channel);
            let newest: Vec<i32> = ((top - SHOWN).max(0) + 1..=top).rev().collect();
            let messages = world.channel_messages(signed.user, channel, &newest);
            let (users, chats) = with_channel(world, signed, channel, &messages);
            let dialog = dialog(peer_of(marked(channel)), top, Some(pts));
            let long =
                tl::types::updates::ChannelDifferenceTooLong { r#final: true, timeout, dialog, messages, chats, users };
            return Ok(long.into());
        }
        Difference::Events { events, complete } => (events, complete),
    };
    let pts = events.last().map_or(pts, |event| event.pts);
    let (new, other): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| event.what == What::New);
    let new: Vec<i32> = new.into_iter().flat_map(|event| event.ids).collect();
    let new_messages = world.channel_messages(signed.user, channel, &new);
    let other_updates = world.channel_updates(signed.user, channel, &other);
    let (users, chats) = with_channel(world, signed, channel, &new_messages);
    let difference = tl::types::updates::ChannelDifference {
        r#final: complete,
        pts,
        timeout,
        new_messages,
        other_updates,
        chats,
        users,
    };
    Ok(difference.into())
}

/// How many events a channel's difference has at most, and how many messages are shown where there were too many.
const LONGEST: usize = 100;
const SHOWN: i32 = 20;

/// After how many seconds a client asks for a channel's difference again.
const CHANNEL_TIMEOUT: i32 = 30;

/// The sandbox numbers no updates: they all have a `pts` of their own.
const SEQ: i32 = 1;

/// An account's state at a `pts`.
pub(super) fn state_at(world: &World, pts: i32) -> tl::types::updates::State {
    tl::types::updates::State { pts, qts: 0, date: world.clock().now(), seq: SEQ, unread_count: 0 }
}
