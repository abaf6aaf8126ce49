//! Filling a channel with many messages at once, which posting them one by one would take minutes for.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::state::World;
use crate::content::FilledMessage;
use crate::model::channel::Channel;
use crate::model::fill::{Fill, pack};
use crate::rpc::{RpcError, bad_request};
use crate::store::FillRow;

/// The most messages at once.
const MAXIMUM_MESSAGES: u32 = 1_000_000;

impl World {
    /// Adds `count` messages to a channel, as its creator or the channel itself. `message` is called once for each, with its index. Returns
    /// their ids.
    ///
    /// There are no events of single messages: `pts` grows by their number, and clients are told to load the channel again.
    pub(super) fn fill_channel(
        &self,
        channel: &Channel,
        count: u32,
        message: &dyn Fn(u32) -> FilledMessage,
    ) -> Result<RangeInclusive<i32>, RpcError> {
        if !(1..=MAXIMUM_MESSAGES).contains(&count) {
            return Err(bad_request("LIMIT_INVALID"));
        }
        let messages = pack((0..count).map(message))?;
        let added = i32::try_from(count).expect("a million fits an i32");
        let dc = channel.creator.map_or(2, |creator| self.home_of(creator));
        let ids = {
            let mut state = self.state();
            let number = u32::try_from(state.fills.len()).unwrap_or(u32::MAX);
            let state_of_channel = state.channel(channel);
            let first_id = state_of_channel.history().next_id();
            let row = FillRow {
                number,
                channel: channel.id,
                first_id,
                count,
                author: channel.creator.map_or(0, |creator| creator.0),
                date: self.clock().now(),
                dc,
                pts: state_of_channel.events.pts() + added,
                size: messages.len() as u64,
            };
            let fill = Arc::new(Fill::new(row, self.store().put_filled_messages(number, messages)?)?);
            self.store().add_fill(&row)?;
            state_of_channel.history().fill(fill.clone());
            state_of_channel.events.skip(added);
            state.fills.push(fill);
            first_id..=first_id + (added - 1)
        };
        self.push_channel_too_long(channel);
        Ok(ids)
    }
}
