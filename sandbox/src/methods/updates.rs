//! `updates.*`: where an account is, and what a client missed.

use grammers_tl_types as tl;
use tl::functions::updates as f;

use crate::rpc::RpcError;
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
    let users = world.user(signed.user, signed.user).into_iter().collect();
    let (chats, new_encrypted_messages) = (Vec::new(), Vec::new());
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
    _: &World,
    _: &Signed,
    _: f::GetChannelDifference,
) -> Result<tl::enums::updates::ChannelDifference, RpcError> {
    Err(bad_request("CHANNEL_INVALID"))
}

/// The sandbox numbers no updates: they all have a `pts` of their own.
const SEQ: i32 = 1;

/// An account's state at a `pts`.
pub(super) fn state_at(world: &World, pts: i32) -> tl::types::updates::State {
    tl::types::updates::State { pts, qts: 0, date: world.clock().now(), seq: SEQ, unread_count: 0 }
}
