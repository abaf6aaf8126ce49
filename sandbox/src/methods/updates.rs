//! `updates.*`: the current state, and the updates that a client missed.

use grammers_tl_types as tl;
use tl::functions::updates as f;

use super::messages::list::with_channel;
use super::objects::{SEQ, dialog, updates_state};
use super::peer;
use crate::model::events::{Difference, EventKind};
use crate::model::peer_id::{id_of_channel, peer_with_id};
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

pub(super) fn state(
    world: &World,
    caller: &AuthorizedCaller,
    _: f::GetState,
) -> Result<tl::enums::updates::State, RpcError> {
    Ok(updates_state(world, caller.user, world.pts(caller.user)).into())
}

pub(super) fn difference(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetDifference,
) -> Result<tl::enums::updates::Difference, RpcError> {
    if request.pts <= 0 {
        return Err(bad_request("PERSISTENT_TIMESTAMP_EMPTY"));
    }
    let total = request.pts_total_limit.filter(|total| *total > 0);
    if total.is_some_and(|total| request.pts.saturating_add(total) < world.pts(caller.user)) {
        return Ok(tl::types::updates::DifferenceTooLong { pts: world.pts(caller.user) }.into());
    }
    let limit = request.pts_limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
    let now = world.clock().now();
    let (events, complete) = match world.difference(caller.user, request.pts, limit) {
        Difference::None => return Ok(tl::types::updates::DifferenceEmpty { date: now, seq: SEQ }.into()),
        Difference::TooLong => {
            return Ok(tl::types::updates::DifferenceTooLong { pts: world.pts(caller.user) }.into());
        }
        Difference::Events { events, complete } => (events, complete),
    };
    let pts = events.last().map_or(request.pts, |event| event.pts);
    let (new, other): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| event.kind == EventKind::New);
    let new: Vec<i32> = new.into_iter().flat_map(|event| event.ids).collect();
    let new_messages = world.messages(caller.user, &new);
    let other_updates = world.updates_of(caller.user, &other);
    let (users, chats) = world.peers_of(caller.user, &new_messages);
    let new_encrypted_messages = Vec::new();
    let state = updates_state(world, caller.user, pts).into();
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
    caller: &AuthorizedCaller,
    request: f::GetChannelDifference,
) -> Result<tl::enums::updates::ChannelDifference, RpcError> {
    let channel = &*peer::readable(world, caller, &request.channel)?;
    let timeout = Some(CHANNEL_TIMEOUT);
    if request.pts <= 0 {
        return Err(bad_request("PERSISTENT_TIMESTAMP_EMPTY"));
    }
    let pts = world.channel_pts(channel);
    if request.pts > pts {
        return Err(bad_request("PERSISTENT_TIMESTAMP_INVALID"));
    }
    let limit = usize::try_from(request.limit).unwrap_or(0).clamp(1, MAXIMUM_EVENTS);
    let (events, complete) = match world.channel_difference(channel, request.pts, limit) {
        Difference::None => {
            return Ok(tl::types::updates::ChannelDifferenceEmpty { r#final: true, pts, timeout }.into());
        }
        Difference::TooLong => {
            let (top, _) = world.channel_top_message(channel);
            let newest: Vec<i32> = ((top - AFTER_TOO_LONG).max(0) + 1..=top).rev().collect();
            let messages = world.channel_messages(caller.user, channel, &newest);
            let (users, chats) = with_channel(world, caller, channel, &messages);
            let chat = id_of_channel(channel.id);
            let dialog = dialog(world.dialog(caller.user, chat), peer_with_id(chat), top, Some(pts));
            let long =
                tl::types::updates::ChannelDifferenceTooLong { r#final: true, timeout, dialog, messages, chats, users };
            return Ok(long.into());
        }
        Difference::Events { events, complete } => (events, complete),
    };
    let pts = events.last().map_or(pts, |event| event.pts);
    let (new, other): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| event.kind == EventKind::New);
    let new: Vec<i32> = new.into_iter().flat_map(|event| event.ids).collect();
    let new_messages = world.channel_messages(caller.user, channel, &new);
    let other_updates = world.channel_updates(caller.user, channel, &other);
    let (users, chats) = with_channel(world, caller, channel, &new_messages);
    let difference = tl::types::updates::ChannelDifference {
        r#final: complete,
        pts,
        // Otherwise the client calls again at once.
        timeout: timeout.filter(|_| complete),
        new_messages,
        other_updates,
        chats,
        users,
    };
    Ok(difference.into())
}

/// The most events in a channel's difference, and the number of messages instead if there are too many.
const MAXIMUM_EVENTS: usize = 100;
const AFTER_TOO_LONG: i32 = 20;

/// After how many seconds a client should call again.
const CHANNEL_TIMEOUT: i32 = 30;
